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

/** What becomes of a request that a known model cannot do. */
public enum ValidationMode {
    /** It is refused before anything is paid. */
    strict,
    /** It is sent, and what is wrong with it becomes warnings. */
    lenient,
    /** It is sent without a look. */
    off
}
