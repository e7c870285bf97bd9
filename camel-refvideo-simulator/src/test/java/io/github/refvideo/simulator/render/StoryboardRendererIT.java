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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoryboardRendererIT {

    private final StoryboardRenderer renderer = new StoryboardRenderer();

    @Test
    void sameStoryboardGivesTheSameBytes() {
        var storyboard = Sample.storyboard(640, 360, 1, 30);
        byte[] once = renderer.render(storyboard);
        assertThat(new StoryboardRenderer().render(storyboard)).isEqualTo(once);
    }

    @Test
    void manyThreadsShareOneRenderer() {
        var storyboard = Sample.storyboard(320, 180, 1, 30);
        byte[] alone = renderer.render(storyboard);
        List<CompletableFuture<byte[]>> together =
                IntStream.range(0, 8)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () -> renderer.render(storyboard)))
                        .toList();
        together.forEach(future -> assertThat(future.join()).isEqualTo(alone));
    }

    @Test
    void anotherSeedGivesAnotherImage() {
        var one = Sample.storyboard(320, 180, 0.5, 10);
        var other =
                new Storyboard(
                        320, 180, 0.5, 10, false, one.prompt(), one.references(), one.model(), 8);
        assertThat(renderer.render(other)).isNotEqualTo(renderer.render(one));
    }

    @ParameterizedTest
    @CsvSource({
        "1280, 720",
        "720, 1280",
        "1920, 1080",
        "1080, 1920",
        "1088, 832",
        "832, 1088",
        "1440, 1440",
        "1632, 1248",
        "1248, 1632",
        "960, 960",
        "624, 624",
        "832, 480",
        "480, 832",
        "16, 16",
        "18, 400",
        "400, 18",
        "1022, 542"
    })
    void sizeIsExact(int width, int height) throws Exception {
        byte[] video = renderer.render(Sample.storyboard(width, height, 0.4, 10));
        var file = new Mp4File(video);
        assertThat(List.of(file.width(), file.height())).containsExactly(width, height);
        assertThat(List.of(file.shownWidth(), file.shownHeight())).containsExactly(width, height);
        var player = new Player(video);
        player.skip(4);
        assertThat(List.of(player.width(), player.height())).containsExactly(width, height);
        assertThat(player.next()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "4, 30, 120",
        "2.5, 24, 60",
        "1, 1, 1",
        "0.01, 30, 1",
        "0.99, 30, 30",
        "3, 16, 48",
        "10, 25, 250",
        "60, 60, 3600"
    })
    void frameCountAndLengthAreExact(double seconds, int rate, int frames) {
        var file = new Mp4File(renderer.render(Sample.storyboard(64, 36, seconds, rate)));
        assertThat(file.frames()).isEqualTo(frames);
        assertThat(file.units()).hasSize(frames);
        assertThat(file.seconds()).isCloseTo(frames / (double) rate, within(1e-9));
        assertThat(file.trackSeconds()).isEqualTo(file.seconds());
    }

    @Test
    void indexPrecedesTheFrames() {
        var file = new Mp4File(renderer.render(Sample.storyboard(64, 36, 1, 30)));
        assertThat(file.topLevel()).containsExactly("ftyp", "moov", "mdat");
    }

    @Test
    void videoIsSeekableEveryTwoSeconds() {
        var file = new Mp4File(renderer.render(Sample.storyboard(64, 36, 5, 30)));
        assertThat(file.keys()).containsExactly(1, 61, 121);
    }

    @Test
    void referencesAreSeenInTheirOrder() throws Exception {
        var player = new Player(renderer.render(Sample.storyboard(1280, 720, 1, 30)));
        player.skip(1);
        assertThat(distance(player.color(320, 280), Color.RED)).isLessThan(30);
        assertThat(distance(player.color(950, 280), Color.BLUE)).isLessThan(30);
        player.skip(28);
        assertThat(distance(player.color(320, 280), Color.RED)).isLessThan(30);
        assertThat(distance(player.color(950, 280), Color.BLUE)).isLessThan(30);
    }

    @Test
    void badgeIsAlwaysThere() throws Exception {
        var storyboard = Sample.storyboard(1280, 720, 4, 15, true);
        var player = new Player(renderer.render(storyboard));
        Color yellow = new Color(0xFFD43B);
        while (player.next()) {
            assertThat(distance(player.color(50, 60), yellow)).isLessThan(40);
            assertThat(distance(player.color(158, 60), yellow)).isLessThan(40);
        }
    }

    @Test
    void charactersMoveAndTimePasses() throws Exception {
        var player = new Player(renderer.render(Sample.storyboard(640, 360, 2, 30)));
        player.skip(1);
        int[] first = lumaOf(player);
        player.skip(9);
        int[] later = lumaOf(player);
        assertThat(later).isNotEqualTo(first);
        int barRow = 351;
        assertThat(player.sample(0, 600, barRow)).isGreaterThan(200);
        player.skip(50);
        assertThat(player.sample(0, 600, barRow)).isLessThan(160);
    }

    @Test
    void shotsHaveDifferentCameraPositions() throws Exception {
        byte[] single = renderer.render(Sample.storyboard(640, 360, 4, 30, false));
        byte[] multi = renderer.render(Sample.storyboard(640, 360, 4, 30, true));
        // Two characters: wide, close-up, close-up, wide.
        assertThat(new Mp4File(multi).keys()).containsExactly(1, 31, 61, 91);
        assertThat(new Mp4File(single).keys()).containsExactly(1, 61);
        var player = new Player(multi);
        player.skip(45);
        assertThat(distance(player.color(320, 130), Color.RED)).isLessThan(30);
        player.skip(30);
        assertThat(distance(player.color(320, 130), Color.BLUE)).isLessThan(30);
    }

    @Test
    void noReferencesAndManyReferencesAreFine() {
        for (int count : new int[] {0, 1, 3, 5, 9, 30}) {
            List<ReferenceImage> references =
                    IntStream.rangeClosed(1, count)
                            .mapToObj(i -> Sample.reference(i, Color.GREEN))
                            .toList();
            for (boolean multiShot : new boolean[] {false, true}) {
                var storyboard =
                        new Storyboard(320, 180, 1, 10, multiShot, "in a cafe", references, "m", 1);
                assertThat(new Mp4File(renderer.render(storyboard)).frames()).isEqualTo(10);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u0000\u0007\u001b[31m",
                "\ud83d\udc31 and \ud83d\udc36",
                "\ud83d",
                "\udc31\udc31",
                "\u732b\u3068\u72ac\u304c\u55ab\u8336\u5e97\u3067\u8a71\u3059",
                "\u0645\u0631\u062d\u0628\u0627",
                "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e",
                "\u202egnihton\u202c",
                "character99999999999999999999 character0 character1",
                "a\u00adb\u200bc\ufeffd",
                "na\u00efve caf\u00e9 \u201cquoted\u201d \u2014 \u00c5ngstr\u00f6m \ufb01"
            })
    void textOfAnyScriptIsFine(String text) {
        assertThatCode(() -> renderer.render(Sample.withPrompt(text))).doesNotThrowAnyException();
    }

    @Test
    void endlessPromptsAreCut() {
        assertThatCode(() -> renderer.render(Sample.withPrompt("x".repeat(1_000_000))))
                .doesNotThrowAnyException();
        assertThatCode(() -> renderer.render(Sample.withPrompt("wide words ".repeat(100_000))))
                .doesNotThrowAnyException();
    }

    static double distance(Color a, Color b) {
        return Math.sqrt(
                Math.pow(a.getRed() - b.getRed(), 2)
                        + Math.pow(a.getGreen() - b.getGreen(), 2)
                        + Math.pow(a.getBlue() - b.getBlue(), 2));
    }

    private static int[] lumaOf(Player player) {
        return IntStream.range(0, player.width() * player.height())
                .map(i -> player.sample(0, i % player.width(), i / player.width()))
                .toArray();
    }
}
