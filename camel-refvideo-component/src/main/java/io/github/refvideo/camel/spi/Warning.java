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

/**
 * The service ignored or changed something that was asked for, or the component has doubts about
 * it. Always handed to the user: a paid job may have ignored the references.
 *
 * @param type the service's word, such as {@code unsupported}; {@code local} for the component's
 *     own
 * @param feature what it is about; null when the service does not say
 * @param details free text; null when there is none
 */
public record Warning(String type, String feature, String details) {

    /** A doubt of the component itself. */
    public static Warning local(String feature, String details) {
        return new Warning("local", feature, details);
    }

    /** One line for people. */
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
