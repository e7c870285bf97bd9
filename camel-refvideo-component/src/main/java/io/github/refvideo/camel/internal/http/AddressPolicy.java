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
 * Says to which addresses a client may connect. It is asked between name look-up and connect, about
 * each address of the answer, and the client connects to exactly those addresses: a name that
 * resolves differently a moment later changes nothing. An answer with one forbidden address is
 * refused as a whole, because a name that points to the outside and the inside at once is how a
 * rebinding attack looks, and no honest video store.
 *
 * <p>Behind a proxy it is the proxy that looks names up. The client then asks the policy about a
 * literal address, and about what it can resolve itself, before it goes to the proxy; what only the
 * proxy can resolve is left to the proxy's own rules.
 *
 * <p>Implementations are thread-safe, do not block, and have a useful {@code equals}: settings that
 * contain them are used as keys.
 */
@FunctionalInterface
public interface AddressPolicy {

    /**
     * Returns if the address is allowed.
     *
     * @param host the name or literal as it stood in the URL
     * @param address one of its addresses
     * @throws AddressRefusedException if it is not
     */
    void check(String host, InetAddress address) throws AddressRefusedException;
}
