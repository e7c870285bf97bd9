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
package io.github.refvideo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** The main job, as a route sees it. */
class GenerateTest extends RefVideoTestSupport {

    @Test
    void answersWithTheLink() {
        Exchange answer =
                template.request(
                        "refvideo:generate?output=url", e -> e.getMessage().setBody(cat()));
        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(String.class)).startsWith(simulator().baseUrl());
        simulator().assertThat().paidJobs(1).everyKeyPaidAtMostOnce();
        System.out.println(answer.getMessage().getHeaders());
    }

    @Test
    void stream() {
        Exchange answer =
                template.request(
                        "refvideo:generate?output=url&gatewayFlow=stream",
                        e -> e.getMessage().setBody(cat()));
        assertThat(answer.getException()).isNull();
        System.out.println(answer.getMessage().getHeaders());
    }
}
