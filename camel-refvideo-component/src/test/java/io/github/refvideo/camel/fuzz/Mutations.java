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
package io.github.refvideo.camel.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Random, almost valid input: valid samples with some cuts, swaps, insertions and flipped bits.
 * Pure noise would be rejected at the first byte.
 */
public final class Mutations {

    private static final int LONGEST_PIECE = 20;
    private static final int MOST_CHANGES = 6;

    private final List<byte[]> samples;
    private final List<byte[]> pieces = new ArrayList<>();

    private Mutations(List<byte[]> samples) {
        this.samples = samples;
    }

    public static Mutations ofBytes(List<byte[]> samples) {
        return new Mutations(List.copyOf(samples));
    }

    public static Mutations ofText(List<String> samples) {
        return ofBytes(samples.stream().map(s -> s.getBytes(StandardCharsets.UTF_8)).toList());
    }

    /** Texts that are inserted in addition to random bytes. */
    public Mutations with(String... texts) {
        for (String text : texts) {
            pieces.add(text.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    public Arbitrary<byte[]> bytes() {
        return Arbitraries.randomValue(this::next);
    }

    public Arbitrary<String> text() {
        return Arbitraries.randomValue(random -> new String(next(random), StandardCharsets.UTF_8));
    }

    public byte[] next(Random random) {
        byte[] bytes = samples.get(random.nextInt(samples.size()));
        for (int left = random.nextInt(MOST_CHANGES); left > 0; left--) {
            int at = random.nextInt(bytes.length + 1);
            int length = random.nextInt(Math.min(LONGEST_PIECE, bytes.length - at) + 1);
            bytes =
                    switch (random.nextInt(6)) {
                        case 0 -> spliced(bytes, at, length, new byte[0]);
                        case 1 -> spliced(bytes, at, length, piece(random));
                        case 2 -> spliced(bytes, at, 0, piece(random));
                        case 3 -> spliced(bytes, at, bytes.length - at, new byte[0]);
                        case 4 -> spliced(bytes, at, length, other(random));
                        default -> flipped(bytes, at, random);
                    };
        }
        return bytes;
    }

    private byte[] piece(Random random) {
        if (!pieces.isEmpty() && random.nextInt(3) > 0) {
            return pieces.get(random.nextInt(pieces.size()));
        }
        byte[] noise = new byte[random.nextInt(LONGEST_PIECE)];
        random.nextBytes(noise);
        return noise;
    }

    /** A part of another sample. */
    private byte[] other(Random random) {
        byte[] sample = samples.get(random.nextInt(samples.size()));
        int from = random.nextInt(sample.length + 1);
        int length = random.nextInt(Math.min(100, sample.length - from) + 1);
        return Arrays.copyOfRange(sample, from, from + length);
    }

    private static byte[] flipped(byte[] bytes, int at, Random random) {
        byte[] changed = bytes.clone();
        if (at < changed.length) {
            changed[at] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
    }

    private static byte[] spliced(byte[] bytes, int at, int length, byte[] piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(piece);
        out.write(bytes, at + length, bytes.length - at - length);
        return out.toByteArray();
    }
}
