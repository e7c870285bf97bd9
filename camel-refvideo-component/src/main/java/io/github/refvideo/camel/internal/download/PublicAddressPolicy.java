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
package io.github.refvideo.camel.internal.download;

import io.github.refvideo.camel.internal.http.AddressPolicy;
import io.github.refvideo.camel.internal.http.AddressRefusedException;
import io.github.refvideo.camel.internal.http.PublicAddresses;
import java.net.InetAddress;

/** Allows only addresses of the public Internet. All instances are equal. */
public record PublicAddressPolicy() implements AddressPolicy {

    @Override
    public void check(String host, InetAddress address) throws AddressRefusedException {
        if (!PublicAddresses.contains(address)) {
            // Without the address, which would reveal the internal network.
            throw new AddressRefusedException(
                    host + " has no public address; set allowPrivateAddresses=true to allow it");
        }
    }
}
