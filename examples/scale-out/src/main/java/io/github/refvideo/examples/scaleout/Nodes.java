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
package io.github.refvideo.examples.scaleout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Nodes of one example, each a JVM of its own. Used by one thread. */
final class Nodes implements AutoCloseable {

    private static final long START_SECONDS = 60;

    private final Map<String, String> properties;
    private final Path logs;
    private final Consumer<String> lines;
    private final AtomicReferenceArray<ChildProcess> running;

    /**
     * @param properties what the nodes need to know beyond application.properties
     * @param logs where each node writes what it says
     * @param lines is told what any node says, on threads of their own
     */
    Nodes(int count, Map<String, String> properties, Path logs, Consumer<String> lines) {
        this.properties = properties;
        this.logs = logs;
        this.lines = lines;
        this.running = new AtomicReferenceArray<>(count);
    }

    /** Starts all of them and waits until they work. */
    void start() throws Exception {
        for (int i = 0; i < running.length(); i++) {
            start(i);
        }
        for (int i = 0; i < running.length(); i++) {
            running.get(i).awaitReady(START_SECONDS);
        }
    }

    private void start(int index) throws IOException {
        String name = name(index);
        Map<String, String> own = new HashMap<>(properties);
        own.put("camel.component.refvideo.node-id", name);
        running.set(
                index,
                ChildProcess.start(
                        Node.class,
                        own,
                        List.of(),
                        logs.resolve(name + ".log"),
                        Node.READY,
                        lines));
    }

    static String name(int index) {
        return "node-" + (index + 1);
    }

    /** The nodes that could be killed at work. */
    List<Integer> ready() {
        List<Integer> ready = new ArrayList<>();
        IntStream.range(0, running.length())
                .filter(index -> running.get(index).isReady())
                .forEach(ready::add);
        return ready;
    }

    /** The id of a node's present process. */
    long pid(int index) {
        return running.get(index).pid();
    }

    /** Kills a node where it stands, and starts it again. Returns the id of the dead process. */
    long replace(int index) throws IOException {
        ChildProcess victim = running.get(index);
        victim.kill();
        start(index);
        return victim.pid();
    }

    @Override
    public void close() {
        for (int i = 0; i < running.length(); i++) {
            ChildProcess node = running.get(i);
            if (node != null) {
                node.close();
            }
        }
    }
}
