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
package io.github.refvideo.test;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** A page in the browser: reads text, clicks and types. */
public final class BrowserPage {

    /** A response to the page. */
    public record Answer(String url, int status) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PHONE_WIDTH = 600;

    private final DevTools tab;
    private final AtomicInteger loads = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    private BrowserPage(DevTools tab) {
        this.tab = tab;
    }

    static BrowserPage open(DevTools tab, URI address) throws Exception {
        BrowserPage page = new BrowserPage(tab);
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
        tab.on(
                "Log.entryAdded",
                event -> {
                    // For example what the content security policy blocked.
                    if (event.path("entry").path("source").asText().equals("security")) {
                        page.errors.add(event.path("entry").toString());
                    }
                });
        for (String part : List.of("Page", "Network", "Runtime", "Log")) {
            tab.call(part + ".enable", Map.of());
        }
        page.go(address);
        return page;
    }

    public void reload() throws Exception {
        load("Page.reload", Map.of());
    }

    /** Opens another page in this tab. */
    public void go(URI address) throws Exception {
        load("Page.navigate", Map.of("url", address.toString()));
    }

    /** Sets the size of the visible part of the page, in CSS pixels. A narrow one is a phone. */
    public void resize(int width, int height) throws Exception {
        tab.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width < PHONE_WIDTH));
    }

    /**
     * Sets the colors that the page is asked for.
     *
     * @param scheme {@code light} or {@code dark}
     */
    public void colorScheme(String scheme) throws Exception {
        Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        tab.call("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** Writes a screenshot of the whole page as PNG. */
    public void screenshot(Path file) throws Exception {
        JsonNode image = tab.call("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        Files.write(file, Base64.getDecoder().decode(image.path("data").asText()));
    }

    /** Pages that are opened from now on run no scripts; {@link #ask} still works. */
    public void disableScripts() throws Exception {
        tab.call("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    }

    /**
     * Presses and releases a key at the element that has the focus.
     *
     * @param key a name such as {@code ArrowRight}, as in {@code KeyboardEvent.key}
     */
    public void press(String key) throws Exception {
        if (key.equals("Enter")) {
            // The character activates a button.
            tab.call(
                    "Input.dispatchKeyEvent",
                    Map.of(
                            "type",
                            "keyDown",
                            "key",
                            key,
                            "text",
                            "\r",
                            "windowsVirtualKeyCode",
                            13));
        } else {
            tab.call("Input.dispatchKeyEvent", Map.of("type", "rawKeyDown", "key", key));
        }
        tab.call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    private void load(String how, Map<String, ?> parameters) throws Exception {
        int before = loads.get();
        tab.call(how, parameters);
        await("the page").atMost(Duration.ofSeconds(30)).until(() -> loads.get() > before);
    }

    /** Fails if the element is not visible or is covered. */
    public void click(String selector) throws Exception {
        click(spot(selector), 1);
    }

    /**
     * Clicks twice at the same place, as a double click.
     *
     * @param between an expression that is true before the second click
     */
    public void doubleClick(String selector, String between) throws Exception {
        JsonNode spot = spot(selector);
        click(spot, 1);
        until(between);
        click(spot, 2);
    }

    private void click(JsonNode spot, int count) throws Exception {
        mouse("mousePressed", spot, count);
        mouse("mouseReleased", spot, count);
    }

    /**
     * Drags an element with the mouse to the middle of another one.
     *
     * @param arrived an expression that is true when the element may be dropped
     */
    public void drag(String selector, String target, String arrived) throws Exception {
        JsonNode from = spot(selector);
        JsonNode to = spot(target);
        mouse("mousePressed", from, 1);
        mouse("mouseMoved", between(from, to, 0.3), 1);
        mouse("mouseMoved", between(from, to, 0.7), 1);
        mouse("mouseMoved", to, 1);
        until(arrived);
        mouse("mouseReleased", to, 1);
    }

    /**
     * Drags an element with a finger to the middle of another one.
     *
     * @param held an expression that is true when the page has recognized the touch as a drag
     * @param arrived an expression that is true when the element may be dropped
     */
    public void dragByTouch(String selector, String target, String held, String arrived)
            throws Exception {
        JsonNode from = spot(selector);
        JsonNode to = spot(target);
        touch("touchStart", List.of(from));
        until(held);
        touch("touchMove", List.of(between(from, to, 0.5)));
        touch("touchMove", List.of(to));
        until(arrived);
        touch("touchEnd", List.of());
    }

    private static JsonNode between(JsonNode from, JsonNode to, double part) {
        return JSON.createObjectNode()
                .put("x", from.path("x").asDouble() * (1 - part) + to.path("x").asDouble() * part)
                .put("y", from.path("y").asDouble() * (1 - part) + to.path("y").asDouble() * part);
    }

    private void touch(String type, List<JsonNode> points) throws Exception {
        tab.call("Input.dispatchTouchEvent", Map.of("type", type, "touchPoints", points));
    }

    private void mouse(String type, JsonNode spot, int clickCount) throws Exception {
        tab.call(
                "Input.dispatchMouseEvent",
                Map.of(
                        "type",
                        type,
                        "x",
                        spot.path("x").asDouble(),
                        "y",
                        spot.path("y").asDouble(),
                        "button",
                        "left",
                        "buttons",
                        type.equals("mouseReleased") ? 0 : 1,
                        "clickCount",
                        clickCount));
    }

    private JsonNode spot(String selector) throws Exception {
        return ask(
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
    }

    public void type(String selector, String text) throws Exception {
        click(selector);
        tab.call("Input.insertText", Map.of("text", text));
    }

    /** Selects files without the dialog of the system, which a test cannot use. */
    public void choose(String selector, Path... files) throws Exception {
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
    public String text(String selector) throws Exception {
        return ask("((it) => it.checkVisibility() ? it.innerText : '')(" + element(selector) + ")")
                .asText();
    }

    /** The value of an expression; of a promise, its result. */
    public JsonNode ask(String expression) throws Exception {
        JsonNode answer =
                tab.call(
                        "Runtime.evaluate",
                        Map.of(
                                "expression",
                                expression,
                                "returnByValue",
                                true,
                                "awaitPromise",
                                true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** Waits until an expression is true. */
    public void until(String expression) throws Exception {
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
        return "document.querySelector(%s)".formatted(JSON.writeValueAsString(selector));
    }

    /** Disconnects or reconnects the network. */
    public void offline(boolean offline) throws Exception {
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

    /**
     * Blocks requests, as a proxy or an extension of the browser can do.
     *
     * @param urls with {@code *} for any characters
     */
    public void block(String... urls) throws Exception {
        tab.call("Network.setBlockedURLs", Map.of("urls", List.of(urls)));
    }

    /** The URLs of all requests of the page. */
    public List<String> requests() {
        return requests;
    }

    public List<Answer> answers() {
        return answers;
    }

    /** The errors of scripts. */
    public List<String> errors() {
        return errors;
    }

    public void close() throws Exception {
        tab.call("Page.close", Map.of());
        tab.close();
    }
}
