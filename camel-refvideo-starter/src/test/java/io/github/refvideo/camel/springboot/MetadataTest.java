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
package io.github.refvideo.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The metadata for editors of application.yaml. */
class MetadataTest {

    private static final String FILE = "META-INF/spring-configuration-metadata.json";

    private final JsonNode metadata;
    private final Map<String, JsonNode> properties = new HashMap<>();

    MetadataTest() throws IOException {
        metadata = new ObjectMapper().readTree(ofTheStarter());
        metadata.path("properties")
                .forEach(property -> properties.put(property.path("name").asText(), property));
        // While the class is being written anew this one is still the old one's.
        assumeTrue(System.getProperty("refvideo.starter.update") == null);
    }

    @Test
    void everyOptionHasTypeDefaultAndDescription() throws IOException {
        for (ComponentOption option : ComponentOption.all()) {
            JsonNode shown = properties.get(GeneratedFiles.PREFIX + option.dashed());

            assertThat(shown).as(option.name()).isNotNull();
            assertThat(shown.path("type").asText().replace(",", ", "))
                    .as(option.name())
                    .isEqualTo(option.propertyType());
            assertThat(shown.path("description").asText())
                    .as(option.name())
                    .isEqualTo(option.description());
            assertThat(shown.path("defaultValue").asText(null))
                    .as(option.name())
                    .isEqualTo(
                            option.defaultValue() == null
                                    ? null
                                    : option.defaultValue().toString());
        }
    }

    @Test
    void nothingIsShownThatTheComponentDoesNotHave() throws IOException {
        var known =
                ComponentOption.all().stream()
                        .map(option -> GeneratedFiles.PREFIX + option.dashed())
                        .toList();

        assertThat(properties.keySet())
                .containsAll(known)
                .filteredOn(name -> !known.contains(name))
                .containsExactlyInAnyOrder(
                        GeneratedFiles.PREFIX + "enabled",
                        GeneratedFiles.PREFIX + "customizer.enabled");
    }

    @Test
    void valuesOfAnOptionAreSuggested() {
        assertThat(metadata.path("hints"))
                .anySatisfy(
                        hint -> {
                            assertThat(hint.path("name").asText())
                                    .isEqualTo("camel.component.refvideo.shot-type");
                            assertThat(hint.path("values").findValuesAsText("value"))
                                    .containsExactly("single", "multi");
                        });
    }

    /** The file in the directory of the classes; other starters have such a file too. */
    private static URL ofTheStarter() throws IOException {
        String classFile =
                RefVideoComponentConfiguration.class.getName().replace('.', '/') + ".class";
        String place = RefVideoComponentConfiguration.class.getResource("/" + classFile).toString();
        return URI.create(place.replace(classFile, FILE)).toURL();
    }
}
