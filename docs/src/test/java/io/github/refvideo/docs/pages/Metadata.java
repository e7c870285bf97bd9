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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.RefVideoComponent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** The metadata in the jar of the component. */
final class Metadata {

    private static final JsonNode JSON = read();

    private Metadata() {}

    static JsonNode json() {
        return JSON;
    }

    /** The attributes of a component page in the documentation of Camel. */
    static List<String> attributes() {
        JsonNode component = JSON.path("component");
        return List.of(
                ":shortname: " + component.path("scheme").asText(),
                ":artifactid: " + component.path("artifactId").asText(),
                ":description: " + component.path("description").asText(),
                ":since: " + component.path("firstVersion").asText(),
                ":supportlevel: " + component.path("supportLevel").asText(),
                ":component-header: " + directions(component));
    }

    /** The version of the current build. */
    static String version() {
        return JSON.path("component").path("version").asText();
    }

    /** The coordinates that a build tool needs. */
    static List<String> dependency() {
        return dependency("");
    }

    /**
     * The dependency on another module of the project.
     *
     * @param suffix after the artifact id of the component
     */
    static List<String> dependency(String suffix) {
        JsonNode component = JSON.path("component");
        return List.of(
                "[source,xml]",
                "----",
                "<dependency>",
                "  <groupId>" + component.path("groupId").asText() + "</groupId>",
                "  <artifactId>" + component.path("artifactId").asText() + suffix + "</artifactId>",
                "  <version>" + version() + "</version>",
                "</dependency>",
                "----");
    }

    /** The version of Netty that the simulator is built and tested with. */
    static List<String> nettyProperty() {
        try {
            String pom = Files.readString(Project.root().resolve("pom.xml"));
            String property =
                    pom.lines()
                            .map(String::strip)
                            .filter(line -> line.startsWith("<netty.version>"))
                            .findFirst()
                            .orElseThrow();
            return List.of(
                    "[source,xml]",
                    "----",
                    "<properties>",
                    "  " + property,
                    "</properties>",
                    "----");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String directions(JsonNode component) {
        if (component.path("producerOnly").asBoolean()) {
            return "Only producer is supported";
        }
        return component.path("consumerOnly").asBoolean()
                ? "Only consumer is supported"
                : "Both producer and consumer are supported";
    }

    private static JsonNode read() {
        try (InputStream json =
                RefVideoComponent.class.getResourceAsStream(
                        "/META-INF/io/github/refvideo/camel/refvideo.json")) {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
