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

/**
 * A place in a prompt that names a reference.
 *
 * @param style its form
 * @param kind the kind that is counted; null for {@link PlaceholderStyle#CHARACTER}, which counts
 *     all
 * @param number from 1
 * @param exact whether it is written as documented; {@code image 2} may be plain prose
 * @param text as it stands in the prompt
 */
record Placeholder(
        PlaceholderStyle style, ReferenceKind kind, int number, boolean exact, String text) {}
