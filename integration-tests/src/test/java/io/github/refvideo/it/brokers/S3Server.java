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
package io.github.refvideo.it.brokers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.apache.camel.component.aws2.s3.AWS2S3Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An S3 server (S3Mock) on loopback, in a process of its own because it needs other libraries. */
final class S3Server {

    static final String BUCKET = "videos";

    private static final String ACCESS_KEY = "access";
    private static final String SECRET_KEY = "secret";
    private static final Pattern STARTED =
            Pattern.compile("Tomcat started on ports .*?(\\d+) \\(http\\)");

    private final Process process;
    private final URI address;
    private final S3Client client;

    private S3Server(Process process, URI address) {
        this.process = process;
        this.address = address;
        this.client =
                S3Client.builder()
                        .endpointOverride(address)
                        .region(Region.US_EAST_1)
                        .forcePathStyle(true)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                        .build();
    }

    static S3Server start(Path directory) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-jar",
                                System.getProperty("s3mock.jar"),
                                "--server.address=127.0.0.1",
                                "--server.port=0",
                                "--com.adobe.testing.s3mock.http-port=0",
                                "--com.adobe.testing.s3mock.store.root=" + directory,
                                "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET)
                        .redirectErrorStream(true)
                        .start();
        try {
            return new S3Server(process, URI.create("http://127.0.0.1:" + port(process)));
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Reads the output until the server has started, and discards the rest. */
    private static int port(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder read = new StringBuilder();
        String line = output.readLine();
        while (line != null) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                Thread rest = new Thread(() -> output.lines().forEach(ignored -> {}));
                rest.setDaemon(true);
                rest.start();
                return Integer.parseInt(started.group(1));
            }
            read.append(line).append('\n');
            line = output.readLine();
        }
        throw new IOException("The S3 server did not start: " + read);
    }

    /** Sets the options of the S3 component. */
    void configure(CamelContext context) {
        AWS2S3Configuration options =
                context.getComponent("aws2-s3", AWS2S3Component.class).getConfiguration();
        options.setAccessKey(ACCESS_KEY);
        options.setSecretKey(SECRET_KEY);
        options.setRegion("us-east-1");
        options.setOverrideEndpoint(true);
        options.setUriEndpointOverride(address.toString());
        options.setForcePathStyle(true);
    }

    /** The lengths of the objects, by key. */
    Map<String, Long> objects() {
        Map<String, Long> objects = new TreeMap<>();
        for (S3Object object : client.listObjectsV2(list -> list.bucket(BUCKET)).contents()) {
            objects.put(object.key(), object.size());
        }
        return objects;
    }

    void stop() throws InterruptedException {
        client.close();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
