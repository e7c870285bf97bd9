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

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The format of the Kamelets, which tools depend on. */
class KameletFormTest {

    private static final String VERSION = System.getProperty("project.version");

    private static final JsonNode OPTIONS = Kamelets.options();

    static Stream<String> names() {
        return Stream.of(Kamelets.NAMES);
    }

    @ParameterizedTest
    @MethodSource("names")
    void fitsTheSchemaOfKameletsAndHasNothingThatItDoesNotKnow(String name) {
        JsonNode crd = Kamelets.yaml("camel.apache.org_kamelets.yaml");
        JsonNode v1 = byField(crd.at("/spec/versions"), "name", "v1");
        JsonNode schema = v1.at("/schema/openAPIV3Schema").deepCopy();
        closed(schema);
        ((ObjectNode) schema.at("/properties/metadata")).removeAll();

        assertThat(
                        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                                .getSchema(schema)
                                .validate(Kamelets.read(name)))
                .isEmpty();
    }

    /** A cluster drops what the schema does not name; here it is an error. */
    private static void closed(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        schema.forEach(KameletFormTest::closed);
    }

    @ParameterizedTest
    @MethodSource("names")
    void isNamedAndLabelledLikeTheOthersOfTheCatalog(String name) throws Exception {
        JsonNode metadata = Kamelets.read(name).path("metadata");
        JsonNode annotations = metadata.path("annotations");
        String prefix = "camel.apache.org/";

        assertThat(metadata.path("name").asText()).isEqualTo(name).endsWith("-action");
        assertThat(metadata.path("labels").path(prefix + "kamelet.type").asText())
                .isEqualTo("action");
        assertThat(annotations.path(prefix + "kamelet.support.level").asText())
                .isIn("Preview", "Stable");
        assertThat(annotations.path(prefix + "catalog.version").asText()).isEqualTo(VERSION);
        for (String other : new String[] {"provider", "kamelet.group", "kamelet.namespace"}) {
            assertThat(annotations.path(prefix + other).asText()).as(other).isNotBlank();
        }
        String icon = annotations.path(prefix + "kamelet.icon").asText();
        assertThat(icon).startsWith("data:image/svg+xml;base64,");
        byte[] svg = Base64.getDecoder().decode(icon.substring(icon.indexOf(',') + 1));
        assertThat(
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(new ByteArrayInputStream(svg))
                                .getDocumentElement()
                                .getTagName())
                .isEqualTo("svg");
    }

    /** A leading dot matches no host: the video would be paid and not downloaded. */
    @ParameterizedTest
    @MethodSource("names")
    void exampleOfTrustedHostsTrustsNamesBelow(String name) {
        JsonNode hosts = Kamelets.read(name).at("/spec/definition/properties/trustedDownloadHosts");

        assertThat(hosts.path("example").asText("*.none")).startsWith("*.");
    }

    @ParameterizedTest
    @MethodSource("names")
    void dependsOnThisVersionOfTheComponent(String name) {
        assertThat(Kamelets.read(name).at("/spec/dependencies"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "camel:kamelet", "mvn:io.github.refvideo:camel-refvideo:" + VERSION);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyPropertyIsUsedAndEverythingUsedIsAProperty(String name) {
        JsonNode definition = Kamelets.read(name).at("/spec/definition");
        Set<String> required = new HashSet<>();
        definition.path("required").forEach(one -> required.add(one.asText()));
        Map<String, String> expected = new HashMap<>();
        definition
                .path("properties")
                .fieldNames()
                .forEachRemaining(
                        property ->
                                expected.put(
                                        property,
                                        (required.contains(property)
                                                        ? "{{refvideo:"
                                                        : "{{refvideo:?")
                                                + property
                                                + "}}"));
        JsonNode step = Kamelets.read(name).at("/spec/template/from/steps/0/to");
        Map<String, String> used = new HashMap<>();
        step.path("parameters")
                .fields()
                .forEachRemaining(field -> used.put(field.getKey(), field.getValue().asText()));

        assertThat(used).isEqualTo(expected);
        assertThat(expected.keySet()).containsAll(required);
        assertThat(name).isEqualTo(step.path("uri").asText().replace(':', '-') + "-action");
    }

    @ParameterizedTest
    @MethodSource("names")
    void propertiesAreOptionsOfTheComponent(String name) {
        Kamelets.read(name)
                .at("/spec/definition/properties")
                .fields()
                .forEachRemaining(
                        property -> {
                            String is = property.getKey();
                            JsonNode says = property.getValue();
                            JsonNode option = OPTIONS.path(is);
                            assertThat(option.isObject()).as(is).isTrue();
                            assertThat(says.path("type").asText()).as(is).isEqualTo(type(option));
                            assertThat(says.path("format").asText().equals("password"))
                                    .as(is)
                                    .isEqualTo(option.path("secret").asBoolean());
                            assertThat(says.path("x-descriptors").path(0).asText())
                                    .as(is)
                                    .isEqualTo(
                                            option.path("secret").asBoolean()
                                                    ? "urn:camel:group:credentials"
                                                    : "");
                            if (says.has("enum")) {
                                assertThat(words(says)).as(is).isSubsetOf(offered(is, option));
                            }
                            assertThat(says.path("default").asText())
                                    .as(is + ": what is left out must not be looked for elsewhere")
                                    .isEqualTo(is.equals("model") ? "" : "{{?refvideo.unset}}");
                            assertThat(says.path("title").asText()).as(is).isNotBlank();
                            assertThat(says.path("description").asText()).as(is).endsWith(".");
                        });
    }

    private static List<String> words(JsonNode node) {
        return StreamSupport.stream(node.path("enum").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** The provider has a bean's name as third form, so the component does not list its words. */
    private static List<String> offered(String name, JsonNode option) {
        return name.equals("provider")
                ? List.of("gateway", "dashscope", "openai-videos")
                : words(option);
    }

    private static String type(JsonNode option) {
        return switch (option.path("type").asText()) {
            case "duration", "enum" -> "string";
            default -> option.path("type").asText();
        };
    }

    @Test
    void samePropertyHasTheSameMeaningInAllKamelets() {
        JsonNode all = Kamelets.read("refvideo-generate-action").at("/spec/definition/properties");
        for (String name : Kamelets.NAMES) {
            Kamelets.read(name)
                    .at("/spec/definition/properties")
                    .fields()
                    .forEachRemaining(
                            property ->
                                    assertThat(property.getValue())
                                            .as(name + " " + property.getKey())
                                            .isEqualTo(all.path(property.getKey())));
        }
    }

    private static JsonNode byField(JsonNode array, String field, String value) {
        return StreamSupport.stream(array.spliterator(), false)
                .filter(one -> one.path(field).asText().equals(value))
                .findFirst()
                .orElseThrow();
    }
}
