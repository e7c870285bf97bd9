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

import io.github.refvideo.camel.spi.ReferenceKind;
import java.util.Locale;

/** How a prompt names a reference. */
public enum PlaceholderStyle {
    /** {@code character2}: the second of all references. */
    CHARACTER,
    /** {@code Image 2}, {@code Video 1}, also 图2 and 视频1: each kind is counted separately. */
    COUNTED,
    /** {@code [Image 2]}: each kind is counted separately. */
    BRACKETED,
    /** {@code <IMAGE_2>}: each kind is counted separately. */
    ANGLED;

    /** The placeholder of a reference. */
    public String write(ReferenceKind kind, int number) {
        return pattern(kind).replace("{n}", String.valueOf(number));
    }

    /** The placeholder of the references of a kind, with {@code {n}} for the number. */
    String pattern(ReferenceKind kind) {
        String name = kind.name();
        String capitalized = name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
        return switch (this) {
            case CHARACTER -> "character{n}";
            case COUNTED -> capitalized + " {n}";
            case BRACKETED -> "[" + capitalized + " {n}]";
            case ANGLED -> "<" + name + "_{n}>";
        };
    }
}
