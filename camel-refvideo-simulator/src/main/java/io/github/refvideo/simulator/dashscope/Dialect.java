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
package io.github.refvideo.simulator.dashscope;

/** The request format of a model. */
enum Dialect {
    /** {@code reference_urls} and {@code size}; {@code character1}. */
    WAN_2_6(new LegacyRules()),
    /** {@code media}, {@code resolution} and {@code ratio}; {@code Image 1}. */
    WAN_2_7(new MediaRules()),
    /** As Wan 2.7, plus audio, files, and first and last frames. */
    WAN_3(new MediaRules()),
    /** As Wan 2.7, with images only. */
    HAPPYHORSE(new MediaRules());

    private final RequestRules rules;

    Dialect(RequestRules rules) {
        this.rules = rules;
    }

    RequestRules rules() {
        return rules;
    }
}
