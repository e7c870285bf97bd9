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

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A forward proxy that speaks plain HTTP. Requests to https URLs use a CONNECT tunnel.
 *
 * @param host name or address
 * @param username for Basic authentication, sent without waiting for a challenge
 * @param password for Basic authentication
 * @param nonProxyHosts hosts that are reached directly, separated by {@code |} or {@code ,}; {@code
 *     *} matches any characters
 */
public record ProxySettings(
        String host,
        int port,
        @Nullable String username,
        @Nullable String password,
        @Nullable String nonProxyHosts) {

    public ProxySettings {
        Objects.requireNonNull(host, "host");
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "ProxySettings[host=%s, port=%d, authenticated=%s, nonProxyHosts=%s]"
                .formatted(host, port, username != null, nonProxyHosts);
    }
}
