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

/** The two forms of a request. The wrong one is accepted and then fails as a job. */
enum Dialect {
    /** A plain list of URLs and an exact size: Wan 2.6. */
    URLS,
    /** Typed media, a tier and a ratio: everything newer. */
    MEDIA
}
