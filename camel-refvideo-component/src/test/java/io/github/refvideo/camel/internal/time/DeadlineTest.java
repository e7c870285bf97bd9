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
package io.github.refvideo.camel.internal.time;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadlineTest {

    private final ManualTimer timer = new ManualTimer();
    private final Deadline deadline = Deadline.after(timer, ofSeconds(10));

    @Test
    void timePassesAndRunsOut() {
        assertThat(deadline.limit()).isEqualTo(ofSeconds(10));
        assertThat(deadline.remaining()).isEqualTo(ofSeconds(10));
        assertThat(deadline.elapsed()).isEqualTo(ZERO);

        timer.advance(ofMillis(9_999));
        assertThat(deadline.expired()).isFalse();
        assertThat(deadline.remaining()).isEqualTo(ofMillis(1));

        timer.advance(ofMillis(1));
        assertThat(deadline.expired()).isTrue();
        assertThat(deadline.elapsed()).isEqualTo(ofSeconds(10));
    }

    @Test
    void remainingIsNeverNegative() {
        timer.advance(ofSeconds(3600));

        assertThat(deadline.remaining()).isEqualTo(ZERO);
        assertThat(deadline.elapsed()).isEqualTo(ofSeconds(3600));
        assertThat(deadline.limit()).isEqualTo(ofSeconds(10));
    }

    @Test
    void callGetsTheSmallerOfItsTimeoutAndWhatRemains() {
        assertThat(deadline.cap(ofSeconds(3))).isEqualTo(ofSeconds(3));
        assertThat(deadline.cap(ofSeconds(30))).isEqualTo(ofSeconds(10));

        timer.advance(ofSeconds(8));
        assertThat(deadline.cap(ofSeconds(3))).isEqualTo(ofSeconds(2));

        timer.advance(ofSeconds(8));
        assertThat(deadline.cap(ofSeconds(3))).isEqualTo(ZERO);
    }

    @Test
    void laterDeadlineStartsLater() {
        timer.advance(ofSeconds(5));
        Deadline second = Deadline.after(timer, ofSeconds(10));

        assertThat(second.remaining()).isEqualTo(ofSeconds(10));
        assertThat(deadline.remaining()).isEqualTo(ofSeconds(5));
    }
}
