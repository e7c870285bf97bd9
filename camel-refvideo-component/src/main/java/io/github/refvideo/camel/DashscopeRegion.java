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

import io.github.refvideo.camel.internal.model.Region;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The regions of DashScope. API key, model and base URL must belong to the same region. The names
 * are the values of the {@code region} option.
 */
public enum DashscopeRegion {
    singapore(Region.SINGAPORE, "dashscope-intl.aliyuncs.com"),
    beijing(Region.BEIJING, "dashscope.aliyuncs.com"),
    virginia(Region.VIRGINIA, "dashscope-us.aliyuncs.com"),
    /** Has workspace hosts only. */
    frankfurt(Region.FRANKFURT, null),
    /** Has workspace hosts only. */
    hongkong(Region.HONG_KONG, null),
    /** Has workspace hosts only. */
    tokyo(Region.TOKYO, null);

    /** A valid label of a host name; any other text could select another host. */
    private static final Pattern HOST_LABEL =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    private final Region region;
    private final @Nullable String sharedHost;

    DashscopeRegion(Region region, @Nullable String sharedHost) {
        this.region = region;
        this.sharedHost = sharedHost;
    }

    /** The same region as used by the model table. */
    Region region() {
        return region;
    }

    /** The base URL for the options of these names; null means not set. */
    public static String baseUrl(
            @Nullable String baseUrl,
            @Nullable DashscopeRegion region,
            @Nullable String workspaceId) {
        if (baseUrl != null && !baseUrl.isBlank()) {
            return baseUrl.strip();
        }
        return (region == null ? singapore : region).baseUrl(workspaceId);
    }

    /**
     * The base URL of the region, ending in {@code /api/v1}.
     *
     * @param workspaceId selects the host of the workspace, which Alibaba recommends; null or blank
     *     for the shared host
     * @throws IllegalArgumentException if the region has no shared host, or if the id cannot be
     *     part of a host name
     */
    public String baseUrl(@Nullable String workspaceId) {
        if (workspaceId != null && !workspaceId.isBlank()) {
            return "https://"
                    + hostLabel(workspaceId.strip())
                    + "."
                    + region.id()
                    + ".maas.aliyuncs.com/api/v1";
        }
        if (sharedHost == null) {
            throw new IllegalArgumentException(
                    "workspaceId: is missing; the region " + name() + " has no shared address");
        }
        return "https://" + sharedHost + "/api/v1";
    }

    private static String hostLabel(String workspaceId) {
        if (!HOST_LABEL.matcher(workspaceId).matches()) {
            throw new IllegalArgumentException(
                    "workspaceId: is not allowed; write the id as the console shows it: letters,"
                            + " digits and hyphens");
        }
        return workspaceId;
    }
}
