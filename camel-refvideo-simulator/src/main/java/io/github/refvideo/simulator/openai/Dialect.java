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
package io.github.refvideo.simulator.openai;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The servers that implement the protocol, which differ in requests, states and errors. */
enum Dialect {
    VLLM_OMNI("vllm-omni"),
    SGLANG("sglang");

    private final String word;

    Dialect(String word) {
        this.word = word;
    }

    /** The name in paths and in the admin API. */
    String word() {
        return word;
    }

    /** The path of the server. */
    String root() {
        return "/" + word;
    }

    /** The path of the base URL that clients configure. */
    String base() {
        return root() + "/v1";
    }

    static Dialect of(String word) {
        return Arrays.stream(values())
                .filter(dialect -> dialect.word.equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "Unknown server \""
                                                + word
                                                + "\". Known: "
                                                + Arrays.stream(values())
                                                        .map(Dialect::word)
                                                        .collect(Collectors.joining(", "))));
    }
}
