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
package io.github.refvideo.camel;

import io.github.refvideo.camel.internal.provider.dashscope.DashscopeProvider;
import io.github.refvideo.camel.internal.provider.gateway.GatewaySettings;
import java.net.URI;
import java.net.URISyntaxException;

/** Where the services are. */
final class BaseUrls {

    /** One that is allowed, for messages. */
    static final String EXAMPLE = "https://host/v4/ai";

    private BaseUrls() {}

    /** Where the service of these options is. */
    static String of(RefVideoConfiguration configuration) {
        if (configuration.getProvider().equals(DashscopeProvider.NAME)) {
            return DashscopeRegion.baseUrl(
                    configuration.getBaseUrl(),
                    configuration.getRegion(),
                    configuration.getWorkspaceId());
        }
        String url = configuration.getBaseUrl();
        return url == null || url.isBlank() ? GatewaySettings.DEFAULT_BASE_URL : url.strip();
    }

    /**
     * Found when the route starts, not when the first paid call is made.
     *
     * @param option that holds the URL
     * @param url null and blank are allowed: not set
     * @param example of what is allowed
     * @throws IllegalArgumentException names the option, and repeats nothing of the URL
     */
    static void check(String option, String url, String example) {
        if (url == null || url.isBlank() || isAllowed(url.strip())) {
            return;
        }
        throw new IllegalArgumentException(
                option
                        + ": is not allowed; write an absolute http or https URL without user,"
                        + " password and query, such as "
                        + example);
    }

    private static boolean isAllowed(String url) {
        try {
            URI uri = new URI(url);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            // Paths are put behind it, and would become part of a query.
            return http
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
