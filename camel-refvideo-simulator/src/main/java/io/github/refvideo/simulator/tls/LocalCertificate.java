/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.refvideo.simulator.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate for {@code localhost}, {@code 127.0.0.1}, {@code ::1} and one more
 * address, with a key that is kept only in this process.
 */
public final class LocalCertificate {
    /** The password of the in-memory key store. */
    public static final String PASSWORD = "simulated";

    private static final int[] ECDSA_SHA256 = {1, 2, 840, 10045, 4, 3, 2};
    private static final int[] COMMON_NAME = {2, 5, 4, 3};
    private static final int[] ALTERNATIVE_NAMES = {2, 5, 29, 17};
    private static final int[] BASIC_CONSTRAINTS = {2, 5, 29, 19};
    private static final Duration SKEW = Duration.ofDays(1);
    private static final Duration VALID = Duration.ofDays(365);

    private final KeyPair keys;
    private final Certificate certificate;

    private LocalCertificate(KeyPair keys, Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    /**
     * Creates a key and certificate; {@code host} is an additional host name or address for
     * clients.
     */
    public static LocalCertificate create(String host) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            byte[] body = body(keys, host);
            byte[] encoded = Der.sequence(body, algorithm(), Der.bits(sign(keys, body)));
            return new LocalCertificate(
                    keys,
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(encoded)));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The certificate could not be created", e);
        }
    }

    /** The certificate in PEM form. */
    public String pem() {
        try {
            String base64 =
                    Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Key and certificate as a PKCS 12 store under {@link #PASSWORD}. */
    public byte[] keyStore() {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            KeyStore store = emptyStore();
            store.setKeyEntry(
                    "simulator",
                    keys.getPrivate(),
                    PASSWORD.toCharArray(),
                    new Certificate[] {certificate});
            store.store(out, PASSWORD.toCharArray());
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An SSL context for clients that trusts only this certificate. */
    public SSLContext clientContext() {
        try {
            KeyStore store = emptyStore();
            store.setCertificateEntry("simulator", certificate);
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static byte[] body(KeyPair keys, String host) throws IOException {
        byte[] name =
                Der.sequence(
                        Der.set(
                                Der.sequence(
                                        Der.oid(COMMON_NAME), Der.utf8("refvideo simulator"))));
        Instant now = Instant.now();
        return Der.sequence(
                Der.tagged(0xA0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(64, new SecureRandom()).add(BigInteger.ONE)),
                algorithm(),
                name,
                Der.sequence(Der.time(now.minus(SKEW)), Der.time(now.plus(VALID))),
                name,
                keys.getPublic().getEncoded(),
                Der.tagged(0xA3, Der.sequence(constraints(), alternativeNames(host))));
    }

    private static byte[] constraints() {
        return Der.sequence(
                Der.oid(BASIC_CONSTRAINTS),
                Der.bool(true),
                Der.octets(Der.sequence(Der.bool(true))));
    }

    private static byte[] alternativeNames(String host) throws IOException {
        byte[] names = Der.join(dnsName("localhost"), address("127.0.0.1"), address("::1"));
        boolean numeric = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        byte[] all = Der.join(names, numeric ? address(host) : dnsName(host));
        return Der.sequence(Der.oid(ALTERNATIVE_NAMES), Der.octets(Der.sequence(all)));
    }

    private static byte[] dnsName(String name) {
        return Der.tagged(0x82, name.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] address(String numeric) throws IOException {
        return Der.tagged(0x87, InetAddress.getByName(numeric).getAddress());
    }

    private static byte[] algorithm() {
        return Der.sequence(Der.oid(ECDSA_SHA256));
    }

    private static byte[] sign(KeyPair keys, byte[] body) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(body);
        return signature.sign();
    }
}
