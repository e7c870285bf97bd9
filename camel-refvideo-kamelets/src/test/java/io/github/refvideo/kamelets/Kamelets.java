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
package io.github.refvideo.kamelets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The Kamelet files in the jar. */
final class Kamelets {

    static final String[] NAMES = {
        "refvideo-generate-action", "refvideo-submit-action", "refvideo-await-action"
    };

    private static final YAMLMapper YAML = new YAMLMapper();

    private Kamelets() {}

    static JsonNode read(String name) {
        return yaml("kamelets/" + name + ".kamelet.yaml");
    }

    /** The option metadata in the jar of the component. */
    static JsonNode options() {
        try {
            return new ObjectMapper()
                    .readTree(text("META-INF/io/github/refvideo/camel/refvideo.json"))
                    .path("properties");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode yaml(String resource) {
        try {
            return YAML.readTree(text(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String resource) throws IOException {
        try (InputStream in = Kamelets.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("not on the class path: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
