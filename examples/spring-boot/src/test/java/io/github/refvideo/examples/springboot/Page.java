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
package io.github.refvideo.examples.springboot;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** A page in the browser: reads text, clicks and types. */
final class Page {

    /** A response to the page. */
    record Answer(String url, int status) {}

    private final DevTools tab;
    private final AtomicInteger loads = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    private Page(DevTools tab) {
        this.tab = tab;
    }

    static Page open(DevTools tab, URI address) throws Exception {
        Page page = new Page(tab);
        tab.on("Page.loadEventFired", event -> page.loads.incrementAndGet());
        tab.on(
                "Network.requestWillBeSent",
                event -> page.requests.add(event.path("request").path("url").asText()));
        tab.on(
                "Network.responseReceived",
                event ->
                        page.answers.add(
                                new Answer(
                                        event.path("response").path("url").asText(),
                                        event.path("response").path("status").asInt())));
        tab.on(
                "Runtime.exceptionThrown",
                event -> page.errors.add(event.path("exceptionDetails").toString()));
        for (String part : List.of("Page", "Network", "Runtime")) {
            tab.call(part + ".enable", Map.of());
        }
        page.load("Page.navigate", Map.of("url", address.toString()));
        return page;
    }

    void reload() throws Exception {
        load("Page.reload", Map.of());
    }

    private void load(String how, Map<String, ?> parameters) throws Exception {
        int before = loads.get();
        tab.call(how, parameters);
        await("the page").atMost(Duration.ofSeconds(30)).until(() -> loads.get() > before);
    }

    /** Fails if the element is not visible or is covered. */
    void click(String selector) throws Exception {
        JsonNode spot =
                ask(
                        """
                        (() => {
                          const it = %s;
                          it.scrollIntoView({ block: 'center' });
                          const box = it.getBoundingClientRect();
                          const spot = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
                          if (!it.contains(document.elementFromPoint(spot.x, spot.y))) {
                            throw new Error('cannot be clicked on');
                          }
                          return spot;
                        })()
                        """
                                .formatted(element(selector)));
        for (String what : List.of("mousePressed", "mouseReleased")) {
            tab.call(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            what,
                            "x",
                            spot.path("x").asDouble(),
                            "y",
                            spot.path("y").asDouble(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    void type(String selector, String text) throws Exception {
        click(selector);
        tab.call("Input.insertText", Map.of("text", text));
    }

    /** Selects files without the dialog of the system, which a test cannot use. */
    void choose(String selector, Path... files) throws Exception {
        JsonNode input = tab.call("Runtime.evaluate", Map.of("expression", element(selector)));
        tab.call(
                "DOM.setFileInputFiles",
                Map.of(
                        "objectId",
                        input.path("result").path("objectId").asText(),
                        "files",
                        Stream.of(files)
                                .map(file -> file.toAbsolutePath().normalize().toString())
                                .toList()));
    }

    /** The visible text of an element; empty if it is hidden. */
    String text(String selector) throws Exception {
        return ask("((it) => it.checkVisibility() ? it.innerText : '')(" + element(selector) + ")")
                .asText();
    }

    /** The value of an expression. */
    JsonNode ask(String expression) throws Exception {
        JsonNode answer =
                tab.call(
                        "Runtime.evaluate",
                        Map.of("expression", expression, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** Waits until an expression is true. */
    void until(String expression) throws Exception {
        try {
            await(expression)
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> ask(expression).asBoolean());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("Not so: " + expression + "\nShown: " + text("body"), e);
        }
    }

    private static String element(String selector) throws JsonProcessingException {
        return "document.querySelector(%s)".formatted(Service.JSON.writeValueAsString(selector));
    }

    /** Disconnects or reconnects the network. */
    void offline(boolean offline) throws Exception {
        tab.call(
                "Network.emulateNetworkConditions",
                Map.of(
                        "offline",
                        offline,
                        "latency",
                        0,
                        "downloadThroughput",
                        -1,
                        "uploadThroughput",
                        -1));
    }

    /** The URLs of all requests of the page. */
    List<String> requests() {
        return requests;
    }

    List<Answer> answers() {
        return answers;
    }

    /** The errors of scripts. */
    List<String> errors() {
        return errors;
    }

    void close() throws Exception {
        tab.call("Page.close", Map.of());
        tab.close();
    }
}
