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
package io.github.refvideo.camel.spi;

import org.jspecify.annotations.Nullable;

/**
 * A part of the request that the service or the component ignored, changed or could not check.
 * Always reported to the user, because a paid job may have ignored the references.
 *
 * @param type the type of the service, such as {@code unsupported}; {@code local} for warnings of
 *     the component and its providers
 * @param feature the option concerned; null if unknown
 * @param details free text; null for none
 */
public record Warning(String type, @Nullable String feature, @Nullable String details) {

    /** A warning of the component or a provider. */
    public static Warning local(String feature, String details) {
        return new Warning("local", feature, details);
    }

    /** One line for logs and messages. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(type);
        if (feature != null) {
            line.append(' ').append(feature);
        }
        if (details != null) {
            line.append(": ").append(details);
        }
        return line.toString();
    }
}
