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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Starts a broker and three nodes, requests videos in both forms, kills a node while it works and
 * starts it again. Exits with 0 if all videos were delivered.
 */
public final class ScaleOut {

    private static final int NODES = 3;
    private static final Duration TIMEOUT = Duration.ofMinutes(20);
    private static final String VIDEO = " video ";

    private ScaleOut() {}

    public static void main(String[] args) throws Exception {
        try {
            System.exit(run(System.getenv(), Path.of("target", "scale-out")) ? 0 : 1);
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Returns whether all videos were delivered.
     *
     * @param directory for videos, jobs, the broker's journal and the output of the nodes
     */
    static boolean run(Map<String, String> environment, Path directory) throws Exception {
        Files.createDirectories(directory);
        try (Service service = Service.choose(environment);
                Broker broker = Broker.start(directory.resolve("broker"), freePort())) {
            Map<String, String> properties = new HashMap<>(service.properties());
            properties.put("scaleout.broker", broker.url());
            properties.put("scaleout.jobs", directory.resolve("jobs").toString());
            properties.put("scaleout.arriving", directory.resolve("arriving").toString());
            properties.put("scaleout.videos", directory.resolve("videos").toString());
            // Few, so that all nodes get messages.
            properties.put("scaleout.await-consumers", "3");
            properties.put("scaleout.one-step-consumers", "3");
            if (environment.containsKey("SCALEOUT_DATABASE_URL")) {
                // The nodes read URL, user and password from the environment.
                properties.put("camel.main.profile", "postgres");
            }
            return run(service, broker, properties, directory);
        }
    }

    private static boolean run(
            Service service, Broker broker, Map<String, String> properties, Path directory)
            throws Exception {
        Set<String> videos = ConcurrentHashMap.newKeySet();
        CountDownLatch some = new CountDownLatch(Math.max(1, service.requests() / 3));
        CountDownLatch all = new CountDownLatch(service.requests());
        try (Nodes nodes =
                        new Nodes(
                                NODES,
                                properties,
                                directory,
                                line -> seen(line, videos, some, all));
                Requests requests = new Requests(broker.url())) {
            nodes.start();
            System.out.printf("%d nodes, broker at %s%n", NODES, broker.url());
            for (int i = 0; i < service.requests(); i++) {
                requests.send(
                        i % 2 == 0 ? "refvideo.requests" : "refvideo.one-step-requests",
                        "character1 and character2 have a friendly conversation, scene " + i,
                        service.references());
            }
            System.out.printf("%d requests sent, half of them in each form%n", service.requests());
            if (some.await(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                long pid = nodes.replace(0);
                System.out.printf(
                        "killed     %s, process %d, at work; starts again%n", Nodes.name(0), pid);
            }
            boolean complete = all.await(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            System.out.printf(
                    "done       %d of %d videos in %s%n",
                    videos.size(),
                    service.requests(),
                    directory.resolve("videos").toAbsolutePath());
            if (service.simulator() != null) {
                System.out.printf(
                        "           jobs that the simulator was paid for: %d%n",
                        service.simulator().ledger().jobsCreated());
            }
            return complete;
        }
    }

    private static void seen(
            String line, Set<String> videos, CountDownLatch some, CountDownLatch all) {
        int word = line.indexOf(VIDEO);
        if (word >= 0 && videos.add(line.substring(word + VIDEO.length()))) {
            System.out.println("video      " + line.substring(word + VIDEO.length()));
            some.countDown();
            all.countDown();
        } else if (line.contains("redelivered to ") || line.contains("dead letter")) {
            System.out.println("           " + line);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
