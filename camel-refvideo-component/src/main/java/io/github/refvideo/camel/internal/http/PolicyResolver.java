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
import org.jspecify.annotations.Nullable;

/**
 * Applies the {@link AddressPolicy}. HttpClient connects to exactly the addresses that this
 * resolver returns. Literal addresses are checked too, because targets are always passed as names.
 */
final class PolicyResolver implements DnsResolver {

    private final HostResolver resolver;
    private final @Nullable AddressPolicy policy;
    private final @Nullable String proxyHost;

    /**
     * @param proxyHost exempt from the policy, because the proxy of the operator usually has a
     *     private address. No target is connected to under this name, see {@link RoutePlanner}
     */
    PolicyResolver(
            HostResolver resolver, @Nullable AddressPolicy policy, @Nullable String proxyHost) {
        this.resolver = resolver;
        this.policy = policy;
        this.proxyHost = proxyHost;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = resolver.resolve(host);
        if (!host.equalsIgnoreCase(proxyHost)) {
            check(host, addresses);
        }
        return addresses;
    }

    /** Applies the policy to a target that the proxy will connect to. */
    void checkBeforeProxy(String host) throws UnknownHostException {
        if (policy == null) {
            return;
        }
        InetAddress[] addresses;
        try {
            addresses = resolver.resolve(host);
        } catch (UnknownHostException e) {
            // Often only the proxy can resolve the name. Then its own rules apply.
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
                // The only checked exception that a DnsResolver may throw.
                UnknownHostException wrapper = new UnknownHostException(host);
                wrapper.initCause(e);
                throw wrapper;
            }
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
