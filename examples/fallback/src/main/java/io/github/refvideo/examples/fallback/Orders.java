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
package io.github.refvideo.examples.fallback;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;

/** The client: places orders one after the other. */
final class Orders {

    private final ProducerTemplate camel;
    private final Terminal terminal;
    private final List<String> references;
    private int placed;

    Orders(ProducerTemplate camel, Terminal terminal, List<String> references) {
        this.camel = camel;
        this.terminal = terminal;
        this.references = references;
    }

    /** Places orders and waits until each has a video or has failed. */
    void place(int number) {
        for (int i = 0; i < number; i++) {
            String order = "order-" + ++placed;
            try {
                camel.requestBodyAndHeaders(
                        "direct:order",
                        references,
                        Map.of(
                                "order",
                                order,
                                "CamelRefVideoPrompt",
                                "character1 and character2 have a friendly conversation, scene "
                                        + placed));
            } catch (CamelExecutionException e) {
                terminal.failed(order, e.getExchange().getException());
            }
        }
    }

    int placed() {
        return placed;
    }
}
