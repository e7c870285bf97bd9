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

/** Which of DashScope's two request forms a model takes. */
public enum Dialect {
    /** A plain list of reference URLs, an exact size and a shot type: Wan 2.6. */
    LEGACY,
    /** A list of typed media, a tier and a ratio: Wan 2.7, Wan 3 and HappyHorse. */
    MEDIA,
    /** Not on DashScope. */
    NONE
}
