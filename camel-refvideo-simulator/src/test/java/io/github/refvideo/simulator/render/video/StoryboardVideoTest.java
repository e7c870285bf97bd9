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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.simulator.render.Player;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoryboardVideoTest {

    private static final int WIDTH = 150;
    private static final int HEIGHT = 118;

    private final BufferedImage image =
            new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    private final int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();

    /** If coder and player differed by one, errors in copied blocks would accumulate. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void decodedFramesEqualTheReconstruction(long seed) throws Exception {
        var random = new Random(seed);
        var sets = new ParameterSets(WIDTH, HEIGHT, 25);
        var coder = new PictureCoder(sets, WIDTH, HEIGHT);
        List<Mp4Sample> samples = new ArrayList<>();
        List<Yuv> believed = new ArrayList<>();
        Yuv source = new Yuv(WIDTH, HEIGHT);
        int[] places = {30, 30, 80, 60, 60, 10};
        for (int frame = 0; frame < 40; frame++) {
            Yuv before = source;
            source = new Yuv(WIDTH, HEIGHT);
            List<Change> changes = wander(places, random);
            draw(places, seed);
            ColorConverter.convert(pixels, WIDTH, HEIGHT, source);
            boolean key = frame % 17 == 0;
            byte[] unit;
            if (key) {
                unit = coder.key(source);
            } else if (frame % 5 == 3) {
                unit = coder.repeat();
                source = before;
            } else {
                var map = ChangeMap.of(changes, source.columns, source.rows);
                unit = coder.next(source, before, map);
            }
            samples.add(new Mp4Sample(unit, key));
            Yuv copy = new Yuv(WIDTH, HEIGHT);
            copy.copyFrom(coder.decoded());
            believed.add(copy);
        }
        var track =
                new Mp4Track(WIDTH, HEIGHT, 25, sets.sequenceUnit(), sets.pictureUnit(), samples);

        var player = new Player(Mp4Writer.write(track));

        for (int frame = 0; frame < believed.size(); frame++) {
            assertThat(player.next()).isTrue();
            assertSame(player, 0, believed.get(frame).y, "Y of frame " + frame);
            assertSame(player, 1, believed.get(frame).u, "U of frame " + frame);
            assertSame(player, 2, believed.get(frame).v, "V of frame " + frame);
        }
        assertThat(player.next()).isFalse();
    }

    @Test
    void whatMovedIsCopiedAndNotCodedAgain() {
        var places = new int[] {30, 30, 80, 60, 60, 10};
        draw(places, 9);
        var video = new StoryboardVideo(WIDTH, HEIGHT, 25);
        video.cut(pixels);
        int keySize = video.toMp4().length;
        for (int i = 0; i < 10; i++) {
            places[0] += 2;
            draw(places, 9);
            var area = new Rectangle(places[0] - 2, places[1], 62, 60);
            video.next(pixels, List.of(new Change(area, new Displacement(2, 0))));
        }
        assertThat((video.toMp4().length - keySize) / 10).isLessThan(keySize / 3);
    }

    @Test
    void heldFramesCostNextToNothing() {
        var video = new StoryboardVideo(1920, 1080, 30);
        video.cut(new int[1920 * 1080]);
        int before = video.toMp4().length;
        for (int i = 0; i < 1000; i++) {
            video.hold();
        }
        assertThat(video.toMp4().length - before).isLessThan(25_000);
    }

    @Test
    void noiseAtFullContrastFitsTheBuffer() throws Exception {
        var random = new Random(5);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextBoolean() ? 0xffffff : 0;
        }
        var video = new StoryboardVideo(WIDTH, HEIGHT, 25);
        video.cut(pixels);
        video.next(pixels, List.of(Change.redrawn(new Rectangle(0, 0, WIDTH, HEIGHT))));
        var player = new Player(video.toMp4());
        player.skip(2);
        assertThat(player.next()).isFalse();
    }

    private static List<Change> wander(int[] places, Random random) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < places.length; i += 2) {
            int x = places[i];
            int y = places[i + 1];
            places[i] += 2 * (random.nextInt(9) - 4);
            places[i + 1] += 2 * (random.nextInt(9) - 4);
            var area =
                    new Rectangle(x, y, 60, 60)
                            .union(new Rectangle(places[i], places[i + 1], 60, 60));
            changes.add(new Change(area, new Displacement(places[i] - x, places[i + 1] - y)));
        }
        return changes;
    }

    private void draw(int[] places, long seed) {
        Graphics2D graphics = image.createGraphics();
        for (int y = 0; y < HEIGHT; y++) {
            graphics.setColor(new Color(y, 255 - y, 128));
            graphics.drawLine(0, y, WIDTH, y);
        }
        for (int i = 0; i < places.length; i += 2) {
            var random = new Random(seed * 31 + i);
            for (int j = 0; j < 40; j++) {
                graphics.setColor(new Color(random.nextInt(0x1000000)));
                graphics.fillRect(
                        places[i] + random.nextInt(48), places[i + 1] + random.nextInt(48), 12, 12);
            }
        }
        graphics.dispose();
    }

    private static void assertSame(Player player, int component, Plane expected, String what) {
        int shift = component == 0 ? 0 : 1;
        for (int y = 0; y < HEIGHT >> shift; y++) {
            for (int x = 0; x < WIDTH >> shift; x++) {
                int sample = expected.samples[y * expected.width + x] & 0xff;
                if (player.sample(component, x, y) != sample) {
                    assertThat(player.sample(component, x, y))
                            .as("%s at %d,%d", what, x, y)
                            .isEqualTo(sample);
                }
            }
        }
    }
}
