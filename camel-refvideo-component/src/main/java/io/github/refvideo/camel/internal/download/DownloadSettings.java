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

import io.github.refvideo.camel.internal.http.HttpSettings;
import java.time.Duration;
import java.util.List;

/**
 * Settings of downloads. Immutable.
 *
 * @param allowPrivateAddresses whether private addresses and internal host names are allowed, for
 *     example for a local simulator; default false
 * @param trustedHosts if not empty, the only allowed hosts: exact names, or {@code *.example.com}
 *     for every subdomain; default empty
 * @param idleTimeout a transfer without data for this time is aborted and resumed; default 30 s
 */
public record DownloadSettings(
        boolean allowPrivateAddresses, List<String> trustedHosts, Duration idleTimeout) {

    public DownloadSettings {
        trustedHosts = List.copyOf(trustedHosts);
    }

    /** The documented defaults. */
    public static DownloadSettings defaults() {
        return new DownloadSettings(false, List.of(), Duration.ofSeconds(30));
    }

    public DownloadSettings withAllowPrivateAddresses(boolean allow) {
        return new DownloadSettings(allow, trustedHosts, idleTimeout);
    }

    public DownloadSettings withTrustedHosts(List<String> hosts) {
        return new DownloadSettings(allowPrivateAddresses, hosts, idleTimeout);
    }

    public DownloadSettings withIdleTimeout(Duration timeout) {
        return new DownloadSettings(allowPrivateAddresses, trustedHosts, timeout);
    }

    /**
     * The HTTP settings with the address policy of these downloads. The client of a {@link
     * VideoDownloader} must be created from them: addresses are checked when names are resolved.
     */
    public HttpSettings restrict(HttpSettings http) {
        return http.withAddressPolicy(allowPrivateAddresses ? null : new PublicAddressPolicy());
    }
}
