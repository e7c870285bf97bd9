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
package io.github.refvideo.camel.internal.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The regions of DashScope. API key, host and model must belong to the same region. */
public enum Region {
    BEIJING("cn-beijing", "dashscope.aliyuncs.com"),
    SINGAPORE("ap-southeast-1", "dashscope-intl.aliyuncs.com"),
    VIRGINIA("us-east-1", "dashscope-us.aliyuncs.com"),
    FRANKFURT("eu-central-1", null),
    HONG_KONG("cn-hongkong", null),
    TOKYO("ap-northeast-1", null);

    private final String id;
    private final @Nullable String sharedHost;

    Region(String id, @Nullable String sharedHost) {
        this.id = id;
        this.sharedHost = sharedHost;
    }

    /** The name at the service, such as {@code cn-beijing}. */
    public String id() {
        return id;
    }

    /**
     * The region of a host: a shared host, or the host of a workspace, whose name contains the
     * region. Empty for other hosts, such as those of a reseller.
     */
    public static Optional<Region> ofHost(@Nullable String host) {
        String name = host == null ? "" : host.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(
                        region ->
                                name.equals(region.sharedHost)
                                        || name.endsWith("." + region.id + ".maas.aliyuncs.com"))
                .findFirst();
    }
}
