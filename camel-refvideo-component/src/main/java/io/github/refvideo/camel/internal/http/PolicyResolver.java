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
package io.github.refvideo.camel.internal.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * The resolver of the connection manager: what it returns is what gets connected to, so this is
 * where the {@link AddressPolicy} holds. Literal addresses pass through here too, because targets
 * are always handed over by name.
 */
final class PolicyResolver implements DnsResolver {

    private final NameService names;
    private final AddressPolicy policy;
    private final String proxyHost;

    /**
     * @param policy null for none
     * @param proxyHost the operator's own proxy, commonly on a private address, hence exempt; null
     *     for none. No target is ever connected to under this name, see {@link Routes}.
     */
    PolicyResolver(NameService names, AddressPolicy policy, String proxyHost) {
        this.names = names;
        this.policy = policy;
        this.proxyHost = proxyHost;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.lookup(host);
        if (!host.equalsIgnoreCase(proxyHost)) {
            check(host, addresses);
        }
        return addresses;
    }

    /** Asks the policy about a target that the proxy will connect to. */
    void checkBeforeProxy(String host) throws UnknownHostException {
        if (policy == null) {
            return;
        }
        InetAddress[] addresses;
        try {
            addresses = names.lookup(host);
        } catch (UnknownHostException e) {
            // Only the proxy knows the name: an ordinary set-up, and nothing to judge by.
            return;
        }
        check(host, addresses);
    }

    private void check(String host, InetAddress[] addresses) throws UnknownHostException {
        if (policy == null) {
            return;
        }
        for (InetAddress address : addresses) {
            try {
                policy.check(host, address);
            } catch (AddressRefusedException e) {
                // The only checked exception that the connection manager hands on.
                UnknownHostException carrier = new UnknownHostException(host);
                carrier.initCause(e);
                throw carrier;
            }
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
