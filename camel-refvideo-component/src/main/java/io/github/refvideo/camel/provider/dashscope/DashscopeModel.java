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
package io.github.refvideo.camel.provider.dashscope;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model in DashScope's spelling and what follows from its name.
 *
 * @param id such as {@code wan2.6-r2v}
 */
record DashscopeModel(String id) {

    /** The gateway's spelling, such as alibaba/wan-v2.6-r2v. */
    private static final Pattern GATEWAY_WAN = Pattern.compile("alibaba/wan-v?(\\d+\\.\\d+)-(.+)");

    private static final String CREATOR = "alibaba/";

    static DashscopeModel of(String name) {
        Matcher wan = GATEWAY_WAN.matcher(name);
        if (wan.matches()) {
            return new DashscopeModel("wan" + wan.group(1) + "-" + wan.group(2));
        }
        return new DashscopeModel(
                name.startsWith(CREATOR) ? name.substring(CREATOR.length()) : name);
    }

    Dialect dialect() {
        return id.startsWith("wan2.6") ? Dialect.URLS : Dialect.MEDIA;
    }

    /** Other models always make sound, and what they do with a switch nobody says. */
    boolean hasAudioSwitch() {
        return dialect() == Dialect.URLS
                ? id.endsWith("-flash")
                : !id.startsWith("wan2.7") && !id.startsWith("happyhorse");
    }
}
