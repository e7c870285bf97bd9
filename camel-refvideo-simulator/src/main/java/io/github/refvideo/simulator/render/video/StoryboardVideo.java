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
package io.github.refvideo.simulator.render.video;

import java.util.ArrayList;
import java.util.List;

/**
 * Encodes drawn pictures as an H.264 video. One instance creates one video. Not thread-safe.
 *
 * <p>Pictures are {@code int} arrays of {@code width * height} pixels, 0xRRGGBB each; the array may
 * be reused as soon as a call returns.
 */
public final class StoryboardVideo {

    private final int width;
    private final int height;
    private final int framesPerSecond;
    private final ParameterSets sets;
    private final PictureCoder coder;
    private final List<Mp4Sample> samples = new ArrayList<>();
    private Yuv current;
    private Yuv before;

    /**
     * @param width even, in pixels
     * @param height even, in pixels
     * @param framesPerSecond pictures per second
     */
    public StoryboardVideo(int width, int height, int framesPerSecond) {
        this.width = width;
        this.height = height;
        this.framesPerSecond = framesPerSecond;
        this.sets = new ParameterSets(width, height, framesPerSecond);
        this.coder = new PictureCoder(sets, width, height);
        this.current = new Yuv(width, height);
        this.before = new Yuv(width, height);
    }

    /** Adds a key picture: at a cut, and every few seconds for seeking. */
    public void cut(int[] rgb) {
        ColorConverter.convert(rgb, width, height, current);
        samples.add(new Mp4Sample(coder.key(current), true));
    }

    /**
     * Adds a picture predicted from the previous one.
     *
     * @param changes all areas that may differ from the previous picture
     */
    public void next(int[] rgb, List<Change> changes) {
        Yuv last = current;
        current = before;
        before = last;
        current.copyFrom(last);
        var map = ChangeMap.of(changes, current.columns, current.rows);
        ColorConverter.convert(rgb, width, height, map, current);
        samples.add(new Mp4Sample(coder.next(current, before, map), false));
    }

    /** Repeats the last picture for one more frame. */
    public void hold() {
        samples.add(new Mp4Sample(coder.repeat(), false));
    }

    /** The video as an MP4 file that can be played while it is downloaded. */
    public byte[] toMp4() {
        var track =
                new Mp4Track(
                        width,
                        height,
                        framesPerSecond,
                        sets.sequenceUnit(),
                        sets.pictureUnit(),
                        List.copyOf(samples));
        return Mp4Writer.write(track);
    }
}
