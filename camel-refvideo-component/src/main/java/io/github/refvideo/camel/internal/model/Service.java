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

import java.util.Locale;

/** A service that offers models. */
public enum Service {
    /** Vercel AI Gateway; names models {@code creator/model}. */
    GATEWAY,
    /** Alibaba Model Studio; names models without a creator. */
    DASHSCOPE,
    /** Self-hosted servers; name models as the server does. */
    OPENAI_VIDEOS;

    /** The value of the {@code provider} option, such as {@code openai-videos}. */
    public String providerName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
