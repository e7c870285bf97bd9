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
package io.github.refvideo.simulator.render;

import java.awt.Color;
import java.nio.ByteBuffer;
import org.jcodec.api.FrameGrab;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.jcodec.common.model.Picture;

/** Plays a video with JCodec's decoder, which shares no code with our picture coder. */
public final class Player {

    private final FrameGrab grab;
    private Picture frame;

    public Player(byte[] mp4) throws Exception {
        grab =
                FrameGrab.createFrameGrab(
                        ByteBufferSeekableByteChannel.readFromByteBuffer(ByteBuffer.wrap(mp4)));
    }

    /** Advances to the next frame; returns false at the end. */
    public boolean next() throws Exception {
        frame = grab.getNativeFrame();
        return frame != null;
    }

    /** Advances by the given number of frames. */
    public void skip(int frames) throws Exception {
        for (int i = 0; i < frames; i++) {
            if (!next()) {
                throw new IllegalStateException("the video ends after " + i);
            }
        }
    }

    int width() {
        return frame.getCroppedWidth();
    }

    int height() {
        return frame.getCroppedHeight();
    }

    /** One sample of Y (0), U (1) or V (2); 0 to 255. */
    public int sample(int component, int x, int y) {
        int stride = frame.getPlaneWidth(component);
        return frame.getPlaneData(component)[y * stride + x] + 128;
    }

    Color color(int x, int y) {
        double luma = 1.164 * (sample(0, x, y) - 16);
        double u = sample(1, x / 2, y / 2) - 128;
        double v = sample(2, x / 2, y / 2) - 128;
        return new Color(
                clamp(luma + 1.793 * v),
                clamp(luma - 0.213 * u - 0.533 * v),
                clamp(luma + 2.112 * u));
    }

    private static int clamp(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
