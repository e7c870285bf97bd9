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
package io.github.refvideo.docs.pages;

import java.util.List;

/** The sources of the generated parts of pages. */
interface Sources {

    /**
     * A part that is generated from code or metadata.
     *
     * @param name after {@code generated:}
     * @throws IllegalArgumentException if there is no such part
     */
    List<String> generated(String name);

    /**
     * A region of a tested file, or all of it.
     *
     * @param reference after {@code sample:}, {@code path/to/file#tag}
     * @throws IllegalArgumentException if there is no such file or region
     */
    List<String> sample(String reference);
}
