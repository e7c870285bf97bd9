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
package io.github.refvideo.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.event.JobListener;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.repository.FileVideoJobRepository;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Routes in an application with the starter. */
class RouteTest {

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(simulator -> simulator.fetchReferences(false));

    static class Routes {

        @Bean
        RouteBuilder videos() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:cat").to("refvideo:generate");
                }
            };
        }
    }

    static class RoutesThatRemember extends Routes {

        @Bean
        VideoJobRepository jobs(@Value("${jobs}") String directory) {
            return new FileVideoJobRepository(Path.of(directory));
        }
    }

    static class RoutesWithAListener extends Routes {

        final Set<String> submitted = ConcurrentHashMap.newKeySet();

        @Bean
        JobListener listener() {
            return new JobListener() {
                @Override
                public void submitted(JobSnapshot job) {
                    submitted.add(job.jobId());
                }
            };
        }

        @Bean
        Set<String> submitted() {
            return submitted;
        }
    }

    @Test
    void routeGetsAVideo() {
        try (var app = App.start(Routes.class, App.with(simulator()))) {
            byte[] video = video(app, Map.of());

            assertThat(new String(video, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        }
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void soleRepositoryBeanRemembersAcrossARestart(@TempDir Path directory) throws Exception {
        String[] properties = App.with(simulator(), "jobs=" + directory.resolve("jobs"));
        Map<String, Object> order = Map.of("CamelRefVideoIdempotencyKey", "order 4711");
        byte[] first;
        try (var app = App.start(RoutesThatRemember.class, properties)) {
            first = video(app, order);
            assertThat(App.component(app).getJobRepository())
                    .isSameAs(app.getBean(VideoJobRepository.class));
        }
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty();
        }

        try (var app = App.start(RoutesThatRemember.class, properties)) {
            assertThat(video(app, order)).isEqualTo(first);
        }
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void listenerBeanIsNotified() {
        try (var app = App.start(RoutesWithAListener.class, App.with(simulator()))) {
            video(app, Map.of());

            assertThat(app.getBean("submitted", Set.class)).hasSize(1);
        }
    }

    @Test
    void switchedOffTheComponentHasItsOwnDefaults() {
        for (String off :
                new String[] {
                    "camel.component.refvideo.enabled=false",
                    "camel.component.refvideo.customizer.enabled=false",
                    "camel.component.enabled=false"
                }) {
            try (var app = App.start(Object.class, App.with(simulator(), off))) {
                assertThat(App.component(app).getConfiguration().getModel()).as(off).isNull();
            }
        }
    }

    @Test
    void oneSwitchedOnAmongAllThatAreOffIsOn() {
        String[] on = {"camel.component.enabled=false", "camel.component.refvideo.enabled=true"};
        try (var app = App.start(Object.class, App.with(simulator(), on))) {
            assertThat(App.component(app).getConfiguration().getModel())
                    .isEqualTo("alibaba/wan-v2.6-r2v");
        }
    }

    @Test
    void worksWithoutAnyProperty() {
        try (var app = App.start(Object.class)) {
            assertThat(App.component(app)).isInstanceOf(RefVideoComponent.class);
            assertThat(App.component(app).getJobsInFlight()).isZero();
        }
    }

    private static byte[] video(ConfigurableApplicationContext app, Map<String, Object> more) {
        Map<String, Object> headers = new HashMap<>(more);
        headers.put("CamelRefVideoPrompt", "character1 waves");
        return app.getBean(ProducerTemplate.class)
                .requestBodyAndHeaders(
                        "direct:cat", simulator().referenceUrl("cat.png"), headers, byte[].class);
    }

    private static RefVideoSimulator simulator() {
        return SIMULATOR.simulator();
    }
}
