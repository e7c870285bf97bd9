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
package io.github.refvideo.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.job.Frame;
import io.github.refvideo.simulator.job.MediaKind;
import io.github.refvideo.simulator.server.MultipartForm.Part;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The limits of MiniMax H3. Files that cannot be references are refused when the job is created;
 * everything else is refused by the model, that is, the job fails.
 */
final class MiniMaxH3Rules {
    private static final int FPS = 24;
    private static final int MOST_REFERENCES = 12;
    private static final int MOST_IMAGES = 9;
    private static final int MOST_VIDEOS = 3;
    private static final int MOST_AUDIOS = 3;
    private static final int SHORTEST = 4;
    private static final int LONGEST = 15;
    private static final int USUAL = 5;
    private static final int SHORT_EDGE = 768;
    private static final int GRID = 32;
    private static final long MIB = 1L << 20;
    private static final Set<String> TASKS = Set.of("t2va", "fl2va", "ref2va");

    /** Width and height with a short edge of 768 pixels. */
    private static final Map<String, Frame> FRAMES =
            Map.of(
                    "21:9", new Frame(1792, 768),
                    "16:9", new Frame(1344, 768),
                    "4:3", new Frame(1024, 768),
                    "1:1", new Frame(768, 768),
                    "3:4", new Frame(768, 1024),
                    "9:16", new Frame(768, 1344));

    private static final Set<String> ADAPTIVE = Set.of("adaptive", "auto");

    private MiniMaxH3Rules() {}

    static boolean isServed(String model) {
        return model.contains("MiniMax-H3");
    }

    /** Why these files cannot be references, by their names and sizes; null if they can. */
    static String refusal(List<Part> files) {
        if (files.size() > MOST_REFERENCES) {
            return "MiniMax H3 accepts at most " + MOST_REFERENCES + " total references.";
        }
        for (Part file : files) {
            MediaKind kind = FormReferences.kindOf(file);
            long limit = kind == MediaKind.IMAGE ? 30 : kind == MediaKind.VIDEO ? 50 : 15;
            if (file.content().length() > limit * MIB) {
                return "Uploaded reference exceeds the " + limit + " MiB size limit.";
            }
            String ending = FormReferences.ending(file);
            if (kind == MediaKind.VIDEO && !Set.of("", "mp4", "mov").contains(ending)) {
                return "MiniMax H3 reference videos must use an MP4 or MOV file.";
            }
            if (kind == MediaKind.AUDIO && !Set.of("", "wav", "mp3").contains(ending)) {
                return "MiniMax H3 reference audio must use a WAV or MP3 file.";
            }
        }
        return null;
    }

    /** Size and length of the video, or the reason why the model refuses the request. */
    static Shape shape(VideoFields video, FormReferences references, ObjectNode extra) {
        JsonNode params = extra == null ? MissingNode.getInstance() : extra;
        boolean any = !references.all().isEmpty();
        String task = params.path("task").asText(any ? "ref2va" : "t2va");
        String refusal = refusal(task, references);
        double seconds = seconds(video, params);
        Frame frame = frame(video);
        if (refusal == null && !(seconds >= SHORTEST && seconds <= LONGEST)) {
            refusal = "MiniMax H3 output duration must be in [4, 15] seconds.";
        }
        if (refusal == null && video.fps() != null && video.fps() != FPS) {
            refusal = "MiniMax H3 makes 24 frames per second.";
        }
        if (refusal == null && video.shortEdge() != null && video.shortEdge() != SHORT_EDGE) {
            refusal = "MiniMax H3 short_edge must be 768.";
        }
        if (refusal == null && frame == null) {
            refusal = "MiniMax H3 aspect_ratio must be one of " + FRAMES.keySet() + ".";
        }
        if (refusal == null && !frame.canBeMade()) {
            refusal = "MiniMax H3 cannot make " + frame.with('x') + ".";
        }
        return refusal == null
                ? new Shape(frame, frames(seconds) / (double) FPS, FPS, null)
                : Shape.refused("400: " + refusal);
    }

    private static String refusal(String task, FormReferences references) {
        int images = references.count(MediaKind.IMAGE);
        int videos = references.count(MediaKind.VIDEO);
        int audios = references.count(MediaKind.AUDIO);
        if (!TASKS.contains(task)) {
            return "MiniMax H3 task must be t2va, fl2va or ref2va.";
        }
        if (task.equals("t2va")) {
            return images + videos + audios > 0 ? "t2va takes no references" : null;
        }
        if (task.equals("fl2va")) {
            return images < 1 || images > 2 ? "fl2va takes one or two images" : null;
        }
        if (images + videos == 0) {
            return "ref2va requires at least one image or video reference";
        }
        if (images > MOST_IMAGES) {
            return "ref2va accepts at most 9 image references";
        }
        if (videos > MOST_VIDEOS) {
            return "ref2va accepts at most 3 video references";
        }
        if (audios > MOST_AUDIOS) {
            return "ref2va accepts at most 3 standalone audio references";
        }
        return images + videos + audios > MOST_REFERENCES
                ? "ref2va accepts at most 12 total references"
                : null;
    }

    private static double seconds(VideoFields video, JsonNode params) {
        if (video.numFrames() != null) {
            return video.numFrames() / (double) FPS;
        }
        if (video.seconds() != null) {
            return Double.parseDouble(video.seconds());
        }
        return params.path("duration").asDouble(USUAL);
    }

    /** The number of frames, which is 17 n + 5. */
    private static int frames(double seconds) {
        int frames = (int) Math.round(seconds * FPS);
        return frames + Math.floorMod(5 - frames, 17);
    }

    private static Frame frame(VideoFields video) {
        Frame given = video.frame();
        if (given != null) {
            return new Frame(aligned(given.width()), aligned(given.height()));
        }
        String ratio = video.aspectRatio();
        return FRAMES.get(ratio == null || ADAPTIVE.contains(ratio) ? "16:9" : ratio);
    }

    private static int aligned(int side) {
        return Math.max(GRID, (int) Math.rint(side / (double) GRID) * GRID);
    }
}
