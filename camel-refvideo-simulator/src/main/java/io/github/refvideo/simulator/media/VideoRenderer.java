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
package io.github.refvideo.simulator.media;

import io.github.refvideo.simulator.job.Job;
import io.github.refvideo.simulator.job.JobReference;
import io.github.refvideo.simulator.job.JobSpec;
import io.github.refvideo.simulator.job.MediaKind;
import io.github.refvideo.simulator.render.ReferenceImage;
import io.github.refvideo.simulator.render.ReferenceKind;
import io.github.refvideo.simulator.render.Storyboard;
import io.github.refvideo.simulator.render.StoryboardRenderer;
import io.github.refvideo.simulator.render.UndecodableReferenceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Decodes references and renders videos on two worker threads, never on the event loop.
 *
 * <p>The same request with the same references and seed gives the same video, which is cached.
 */
public final class VideoRenderer {
    private static final int WORKERS = 2;
    private static final long CACHE_BYTES =
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);
    private static final JobSpec CANNED =
            new JobSpec(
                    "simulated",
                    "canned video for load tests",
                    64,
                    64,
                    1,
                    10,
                    false,
                    0L,
                    List.of(),
                    null);

    private final StoryboardRenderer renderer = new StoryboardRenderer();
    private final WeightedCache<Video> kept =
            new WeightedCache<>(CACHE_BYTES, video -> video.content().length());
    private final Map<String, Future<Video>> inProgress = new ConcurrentHashMap<>();
    private final Map<String, Boolean> readable = new ConcurrentHashMap<>();
    private final ReferenceFetcher fetcher;
    private final WorkerExecutor workers;
    private final VideoSizes sizes;
    private final boolean render;
    private final boolean fetch;
    private final long seed;

    /**
     * Creates a renderer that renders (or returns one tiny canned video) and fetches (or ignores
     * references).
     */
    public VideoRenderer(Vertx vertx, VideoSizes sizes, boolean render, boolean fetch, long seed) {
        this.fetcher = new ReferenceFetcher(vertx);
        this.workers = vertx.createSharedWorkerExecutor("refvideo-simulator-render", WORKERS);
        this.sizes = sizes;
        this.render = render;
        this.fetch = fetch;
        this.seed = seed;
    }

    /** Whether a storyboard is rendered for each job. */
    boolean renders() {
        return render;
    }

    /** Fetches and decodes the references; fails with the message for the job's failure. */
    Future<Void> check(JobSpec spec) {
        return contents(spec, true)
                .compose(
                        files ->
                                allKnown(spec, files)
                                        ? Future.succeededFuture()
                                        : workers.<List<ReferenceImage>>executeBlocking(
                                                () -> images(spec, files), false))
                .mapEmpty();
    }

    /** The job's video in the configured size, rendered on the first request. */
    public Future<Video> videoOf(Job job) {
        return rendered(job).map(video -> sizes.fit(job, video));
    }

    private Future<Video> rendered(Job job) {
        if (!render) {
            return make("canned", CANNED, List.of());
        }
        if (!fetch) {
            return make(key(job.spec(), List.of()), job.spec(), List.of());
        }
        return contents(job.spec(), false)
                .compose(files -> make(key(job.spec(), files), job.spec(), files));
    }

    /** Removes fetched references; rendered videos remain valid. */
    public void forgetReferences() {
        readable.clear();
        fetcher.clear();
    }

    private Future<Video> make(String key, JobSpec spec, List<FetchedReference> files) {
        Video video = kept.get(key);
        if (video != null) {
            return Future.succeededFuture(video);
        }
        return inProgress
                .computeIfAbsent(
                        key,
                        ignored ->
                                workers.executeBlocking(
                                        () -> {
                                            byte[] content =
                                                    renderer.render(storyboard(spec, files));
                                            Video made = Video.of(content);
                                            kept.put(key, made);
                                            return made;
                                        },
                                        false))
                .onComplete(ignored -> inProgress.remove(key));
    }

    private Storyboard storyboard(JobSpec spec, List<FetchedReference> files)
            throws UndecodableReferenceException {
        return new Storyboard(
                spec.width(),
                spec.height(),
                spec.seconds(),
                spec.framesPerSecond(),
                spec.multiShot(),
                spec.prompt(),
                files.isEmpty() ? List.of() : images(spec, files),
                spec.model(),
                spec.seed() == null ? seed : spec.seed());
    }

    private List<ReferenceImage> images(JobSpec spec, List<FetchedReference> files)
            throws UndecodableReferenceException {
        List<ReferenceImage> images = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            JobReference reference = spec.references().get(i);
            FetchedReference file = files.get(i);
            ReferenceImage image =
                    ReferenceImage.decode(
                            reference.label(),
                            reference.sourceName(),
                            file.content(),
                            mediaType(reference, file));
            if (reference.kindIsDeclared() && !isOf(reference.kind(), image.kind())) {
                throw new UndecodableReferenceException(
                        "cannot use reference "
                                + reference.label()
                                + " from "
                                + reference.sourceName()
                                + ": it was given as "
                                + reference.kind()
                                + ", but its content is "
                                + image.kind());
            }
            images.add(image);
            readable.put(readableKey(reference, file), true);
        }
        return images;
    }

    /**
     * Content that was decoded before is not decoded again: ten thousand jobs often share two
     * images.
     */
    private boolean allKnown(JobSpec spec, List<FetchedReference> files) {
        return IntStream.range(0, files.size())
                .mapToObj(i -> readableKey(spec.references().get(i), files.get(i)))
                .allMatch(readable::containsKey);
    }

    private static String readableKey(JobReference reference, FetchedReference file) {
        return (reference.kindIsDeclared() ? reference.kind() + " " : "") + file.digest();
    }

    private static boolean isOf(MediaKind kind, ReferenceKind content) {
        return switch (kind) {
            case IMAGE -> content == ReferenceKind.IMAGE;
            case VIDEO -> content == ReferenceKind.VIDEO;
            case AUDIO -> content == ReferenceKind.AUDIO;
        };
    }

    /**
     * The media type from the host is unreliable; the declared type or the name determines how the
     * file is decoded.
     */
    private static String mediaType(JobReference reference, FetchedReference file) {
        if (reference.mediaType() != null) {
            return reference.mediaType();
        }
        String byName = MediaTypes.byName(reference.sourceName());
        return byName.equals("application/octet-stream") && file.mediaType() != null
                ? file.mediaType()
                : byName;
    }

    private Future<List<FetchedReference>> contents(JobSpec spec, boolean anew) {
        List<Future<FetchedReference>> fetches =
                spec.references().stream()
                        .map(
                                reference ->
                                        (anew
                                                        ? fetcher.fetch(reference)
                                                        : fetcher.fetchedBefore(reference))
                                                .recover(
                                                        e ->
                                                                Future.failedFuture(
                                                                        "The reference "
                                                                                + reference.label()
                                                                                + " ("
                                                                                + reference
                                                                                        .sourceName()
                                                                                + ") could not be downloaded: "
                                                                                + e.getMessage()
                                                                                + ".")))
                        .toList();
        return Future.all(fetches).map(done -> done.<FetchedReference>list());
    }

    private static String key(JobSpec spec, List<FetchedReference> files) {
        StringBuilder text = new StringBuilder();
        text.append(spec.model())
                .append('\n')
                .append(spec.prompt())
                .append('\n')
                .append(spec.width())
                .append('x')
                .append(spec.height())
                .append(' ')
                .append(spec.seconds())
                .append(' ')
                .append(spec.framesPerSecond())
                .append(' ')
                .append(spec.multiShot())
                .append(' ')
                .append(spec.seed());
        for (int i = 0; i < files.size(); i++) {
            text.append('\n')
                    .append(spec.references().get(i).label())
                    .append(' ')
                    .append(files.get(i).digest());
        }
        return Hex.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
