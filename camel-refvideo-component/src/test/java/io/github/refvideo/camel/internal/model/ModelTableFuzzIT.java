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

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.camel.spi.BillableRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A file with any value results in a valid table or an error that names the file. */
class ModelTableFuzzIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> VALUES =
            List.of(
                    "null",
                    "{}",
                    "[]",
                    "[null]",
                    "\"\"",
                    "\" \"",
                    "\"x\"",
                    "true",
                    "0",
                    "-1",
                    "7",
                    "0.5",
                    "1e99",
                    "1e-99",
                    "99999999999999999999",
                    "[0]",
                    "[[]]",
                    "[{}]",
                    "{\"max\":0}",
                    "\"wan2.6-r2v\"",
                    "\"720P\"");

    @Property
    void fileIsReadOrRefusedByName(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        JsonNode file;
        try (InputStream json = ModelTable.class.getResourceAsStream(ModelTable.RESOURCE)) {
            file = JSON.readTree(json);
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            change(file, random);
        }
        try {
            ModelTable table =
                    ModelTable.builtIn()
                            .extendedBy(
                                    new ByteArrayInputStream(JSON.writeValueAsBytes(file)),
                                    "the file");
            for (ModelCapabilities model : table.all()) {
                BillableRequest request =
                        new BillableRequest.Builder(model.names().all().get(0)).build();
                CostEstimate.of(request, table)
                        .ifPresent(cost -> assertThat(cost.min()).isLessThanOrEqualTo(cost.max()));
            }
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("the file: ");
        }
    }

    private static void change(JsonNode file, Random random) throws IOException {
        List<JsonNode> containers = new ArrayList<>();
        collect(file, containers);
        JsonNode place = containers.get(random.nextInt(containers.size()));
        JsonNode value = JSON.readTree(VALUES.get(random.nextInt(VALUES.size())));
        if (place instanceof ArrayNode array) {
            array.set(random.nextInt(array.size()), value);
        } else if (place instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            object.set(names.get(random.nextInt(names.size())), value);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode() && !node.isEmpty()) {
            containers.add(node);
            node.forEach(inner -> collect(inner, containers));
        }
    }
}
