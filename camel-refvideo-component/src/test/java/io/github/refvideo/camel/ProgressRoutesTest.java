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
import static org.awaitility.Awaitility.await;

import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.Test;

/** The progress sample of the manual. */
class ProgressRoutesTest extends RefVideoTestSupport {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new ProgressRoutes();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> progress(String id) {
        return template.requestBody("direct:progress", id, Map.class);
    }

    private void awaitState(String id, String state) {
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> assertThat(progress(id).get("state")).asString().startsWith(state));
    }

    @Test
    void statusShowsRunningAndFinishedJobs() throws Exception {
        simulator().clock().freeze();
        NotifyBuilder delivered =
                new NotifyBuilder(context).from("seda:wait").whenCompleted(1).create();

        String id = template.requestBody("direct:order", cat(), String.class);

        awaitState(id, "under way");
        simulator().clock().unfreeze();
        awaitState(id, "done");
        assertThat(progress(id)).containsEntry("status", "SUCCEEDED").containsKey("seconds");
        assertThat(delivered.matches(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void statusShowsTheReasonOfAFailure() {
        simulator().faults().on(Step.STATUS).inject(Fault.moderationFailure());

        String id = template.requestBody("direct:order", cat(), String.class);

        awaitState(id, "failed: ");
    }

    @Test
    void unknownIdHasNoStatus() {
        assertThat(progress("job_of_nobody")).isEmpty();
    }
}
