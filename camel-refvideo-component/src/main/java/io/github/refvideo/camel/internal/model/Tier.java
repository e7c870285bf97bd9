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

/** A class of sizes with one price. */
public enum Tier {
    P480("480P"),
    P720("720P"),
    P768("768P"),
    P1080("1080P"),
    K2("2K"),
    K4("4K");

    private final String word;

    Tier(String word) {
        this.word = word;
    }

    /** The name at DashScope: upper case, such as {@code 720P}. */
    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }
}
