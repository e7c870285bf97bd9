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

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.simulator.RefVideoSimulator;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application with auto-configuration only, and the given beans. */
@EnableAutoConfiguration
class App {

    /** Also with platform-http, which needs a web application. */
    static final String WITH_PLATFORM_HTTP = "spring.autoconfigure.exclude=";

    private static final String PLATFORM_HTTP =
            "org.apache.camel.component.platform.http.springboot.";

    private App() {}

    static ConfigurableApplicationContext start(Class<?> beans, String... properties) {
        return start(WebApplicationType.NONE, beans, properties);
    }

    static ConfigurableApplicationContext startWeb(Class<?> beans, String... properties) {
        return start(WebApplicationType.SERVLET, beans, properties);
    }

    private static ConfigurableApplicationContext start(
            WebApplicationType type, Class<?> beans, String... properties) {
        return new SpringApplicationBuilder(App.class, beans)
                .web(type)
                .properties(
                        "spring.main.banner-mode=off",
                        "logging.level.root=warn",
                        "camel.main.name=app",
                        WITH_PLATFORM_HTTP
                                + PLATFORM_HTTP
                                + "SpringBootPlatformHttpAutoConfiguration,"
                                + PLATFORM_HTTP
                                + "SpringBootPlatformWebMvcConfiguration")
                .properties(properties)
                .run();
    }

    /** The properties for a simulator. */
    static String[] with(RefVideoSimulator simulator, String... more) {
        List<String> properties =
                new ArrayList<>(
                        List.of(
                                "camel.component.refvideo.api-key=simulated",
                                "camel.component.refvideo.base-url=" + simulator.gatewayUrl(),
                                "camel.component.refvideo.allow-private-addresses=true",
                                "camel.component.refvideo.model=alibaba/wan-v2.6-r2v",
                                "camel.component.refvideo.poll-interval=100ms"));
        properties.addAll(List.of(more));
        return properties.toArray(String[]::new);
    }

    static RefVideoComponent component(ConfigurableApplicationContext app) {
        return app.getBean(CamelContext.class).getComponent("refvideo", RefVideoComponent.class);
    }
}
