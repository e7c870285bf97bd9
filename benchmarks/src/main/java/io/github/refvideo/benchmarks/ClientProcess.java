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
package io.github.refvideo.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The process of a client. Submits jobs at a constant rate, and prints {@code finished} when all
 * have ended. After the next line of the standard input, when the process has been measured, it
 * prints one line per job: its number and the time of its complete file (milliseconds since 1970)
 * or 0 if it failed. {@code ai-sdk.mjs} does the same.
 */
public final class ClientProcess {

    private final VideoClient.Task task;
    private final long length;
    private final AtomicLongArray times;
    private final CountDownLatch left;

    private ClientProcess(VideoClient.Task task, long length) {
        this.task = task;
        this.length = length;
        this.times = new AtomicLongArray(task.jobs());
        this.left = new CountDownLatch(task.jobs());
    }

    /**
     * @param args client, provider, base URL, jobs, submits and status requests per second, poll
     *     interval in milliseconds, length of the videos in bytes (0: no downloads), directory
     */
    public static void main(String[] args) throws Exception {
        long length = Long.parseLong(args[7]);
        VideoClient.Task task =
                new VideoClient.Task(
                        args[1],
                        args[2],
                        Integer.parseInt(args[3]),
                        Double.parseDouble(args[4]),
                        Double.parseDouble(args[5]),
                        Integer.parseInt(args[6]),
                        length == 0 ? null : Path.of(args[8]));
        try (VideoClient client = create(args[0], task)) {
            new ClientProcess(task, length).run(client);
        }
        System.exit(0);
    }

    private static VideoClient create(String name, VideoClient.Task task) throws Exception {
        return switch (name) {
            case "defaults", "interval", "webhook" -> new ComponentClient(name, task);
            case "sdk" -> new DashScopeSdkClient(task);
            case "route" -> new HttpRouteClient(task);
            case "loop" -> new HttpLoopClient(task, false);
            case "loop-fsync" -> new HttpLoopClient(task, true);
            default -> throw new IllegalArgumentException("Unknown client: " + name);
        };
    }

    private void run(VideoClient client) throws Exception {
        CountDownLatch measured = new CountDownLatch(1);
        Thread input = new Thread(() -> readInput(measured));
        input.setDaemon(true);
        input.start();
        ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
        long start = System.nanoTime();
        for (int i = 0; i < task.jobs(); i++) {
            int job = i;
            long due = start + (long) (job * 1e9 / task.submitsPerSecond());
            pace.schedule(() -> submit(client, job), due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        left.await();
        pace.shutdown();
        System.out.println("finished");
        measured.await();
        StringBuilder report = new StringBuilder();
        for (int i = 0; i < task.jobs(); i++) {
            report.append(i).append(' ').append(times.get(i)).append('\n');
        }
        System.out.print(report);
        System.out.flush();
    }

    /** Without the process that measures it, this one has no purpose. */
    private static void readInput(CountDownLatch measured) {
        try {
            if (System.in.read() >= 0) {
                measured.countDown();
                return;
            }
        } catch (IOException e) {
            System.err.println("Cannot read the standard input: " + e);
        }
        Runtime.getRuntime().halt(1);
    }

    private void submit(VideoClient client, int job) {
        CompletableFuture<Path> video;
        try {
            video = client.generate(prompt(job));
        } catch (RuntimeException e) {
            video = CompletableFuture.failedFuture(e);
        }
        video.whenComplete((file, error) -> ended(job, file, error));
    }

    static String prompt(int job) {
        return "character1 waves " + job;
    }

    private void ended(int job, Path file, Throwable error) {
        long now = System.currentTimeMillis();
        try {
            if (error != null) {
                throw new IOException(error);
            }
            if (file != null) {
                if (Files.size(file) != length) {
                    throw new IOException("Incomplete: " + file);
                }
                // The disk does not have to hold all of them.
                Files.delete(file);
            }
            times.set(job, now);
        } catch (IOException e) {
            System.err.println("Job " + job + " failed: " + e);
        } finally {
            left.countDown();
        }
    }
}
