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

/**
 * Decides to which addresses a client may connect. It is called after a host name was resolved, for
 * each address, and the client connects to exactly these addresses: a different answer of the name
 * service a moment later has no effect. A name with one forbidden address is refused, because a
 * name with public and private addresses is typical of a DNS rebinding attack.
 *
 * <p>A proxy resolves host names itself. Before a request is sent to the proxy, the policy checks
 * literal addresses and the names that the client can resolve. Other names are subject to the rules
 * of the proxy only.
 *
 * <p>Implementations must be thread-safe, must not block, and must implement {@code equals},
 * because settings are used as keys.
 */
@FunctionalInterface
public interface AddressPolicy {

    /**
     * Returns normally if the address is allowed.
     *
     * @param host the name or literal address in the URL
     * @param address one of its addresses
     * @throws AddressRefusedException if the address is not allowed
     */
    void check(String host, InetAddress address) throws AddressRefusedException;
}
