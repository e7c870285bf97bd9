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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.camel.event.JobListener;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.VideoJobRepository;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.yaml.snakeyaml.Yaml;

/** Binding of application.yaml to the component. */
class BindingTest {

    static class Beans {

        @Bean
        VideoJobRepository jobRepository() {
            return new MemoryVideoJobRepository();
        }

        @Bean
        JobListener jobListener() {
            return new JobListener() {};
        }

        @Bean
        SSLContextParameters sslContextParameters() {
            return new SSLContextParameters();
        }

        @Bean
        RefVideoConfiguration template() {
            RefVideoConfiguration template = new RefVideoConfiguration();
            template.setModel("of the template");
            template.setPrompt("of the template");
            return template;
        }
    }

    @Test
    void everyOptionOfTheYamlReachesTheComponent() throws Exception {
        Map<String, Object> yaml = everyOption();
        try (var app = App.start(Beans.class, "spring.config.name=every-option")) {
            RefVideoComponent component = App.component(app);
            PropertyConfigurerGetter getter =
                    (PropertyConfigurerGetter) component.getComponentPropertyConfigurer();
            for (ComponentOption option : ComponentOption.all()) {
                if (option.name().equals("configuration")) {
                    continue;
                }
                assertThat(getter.getOptionValue(component, option.name(), false))
                        .as(option.name())
                        .satisfies(
                                value ->
                                        assertThat(plain(option, value))
                                                .isEqualTo(
                                                        meant(
                                                                option,
                                                                yaml.get(option.dashed()),
                                                                app)));
            }
        }
    }

    @Test
    void withoutAnyPropertyTheComponentIsAsWithoutTheStarter() throws Exception {
        RefVideoComponent bare = new RefVideoComponent();
        try (var app = App.start(Object.class)) {
            RefVideoComponent component = App.component(app);
            PropertyConfigurerGetter getter =
                    (PropertyConfigurerGetter) component.getComponentPropertyConfigurer();
            for (ComponentOption option : ComponentOption.all()) {
                if (!option.name().equals("configuration")) {
                    assertThat(getter.getOptionValue(component, option.name(), false))
                            .as(option.name())
                            .isEqualTo(getter.getOptionValue(bare, option.name(), false));
                }
            }
        }
    }

    static class SecondComponent {

        @Bean
        RefVideoComponent refvideo2() {
            return new RefVideoComponent();
        }
    }

    @Test
    void optionsAreForTheComponentOfThatNameOnly() {
        try (var app =
                App.start(
                        SecondComponent.class,
                        "camel.component.refvideo.api-key=of-the-first",
                        "camel.component.refvideo.base-url=http://127.0.0.1:1/v4/ai")) {
            CamelContext context = app.getBean(CamelContext.class);
            RefVideoComponent second = context.getComponent("refvideo2", RefVideoComponent.class);

            assertThat(second.getConfiguration().getApiKey()).isNull();
            assertThat(second.getConfiguration().getBaseUrl()).isNull();
            assertThat(App.component(app).getConfiguration().getApiKey()).isEqualTo("of-the-first");
        }
    }

    @Test
    void optionsBesideAConfigurationBeanWin() {
        try (var app =
                App.start(
                        Beans.class,
                        "camel.component.refvideo.configuration=#bean:template",
                        "camel.component.refvideo.prompt=of the properties",
                        "camel.component.refvideo.max-in-flight=3")) {
            RefVideoConfiguration configuration = App.component(app).getConfiguration();

            assertThat(configuration.getModel()).isEqualTo("of the template");
            assertThat(configuration.getPrompt()).isEqualTo("of the properties");
            assertThat(configuration.getMaxInFlight()).isEqualTo(3);
        }
    }

    @Test
    void providersAndStoresThatAreBeansAreLeftToTheComponent() {
        try (var app =
                App.start(
                        Beans.class,
                        "camel.component.refvideo.provider=#custom",
                        "camel.component.refvideo.reference-store=#bean:memoryStore")) {
            RefVideoConfiguration configuration = App.component(app).getConfiguration();

            assertThat(configuration.getProvider()).isEqualTo("#custom");
            assertThat(configuration.getReferenceStore()).isEqualTo("#memoryStore");
        }
    }

    @Test
    void beanWithoutItsMarkIsRefusedAndNotIgnored() {
        assertThatThrownBy(
                        () -> {
                            try (var app =
                                    App.start(
                                            Beans.class,
                                            "camel.component.refvideo.job-repository=jobRepository")) {
                                App.component(app);
                            }
                        })
                .rootCause()
                .hasMessage(
                        "'jobRepository' is not a bean of type VideoJobRepository;"
                                + " write #bean: followed by its name");
    }

    private static Object plain(ComponentOption option, Object value) {
        return value instanceof Enum<?> word
                ? word.name()
                : option.type().equals("integer") && value instanceof Number number
                        ? (Object) number.intValue()
                        : value;
    }

    private static Object meant(
            ComponentOption option, Object written, ConfigurableApplicationContext app) {
        if (option.isBean()) {
            return app.getBean(written.toString().replace("#bean:", ""));
        }
        return switch (option.type()) {
            case "duration" ->
                    Duration.parse("PT" + written.toString().toUpperCase(Locale.ROOT)).toMillis();
            // YAML reads the word "off" as a boolean.
            case "enum" -> Boolean.FALSE.equals(written) ? "off" : written;
            default -> written;
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> everyOption() throws Exception {
        try (InputStream file = BindingTest.class.getResourceAsStream("/every-option.yaml")) {
            Map<String, Object> level = new Yaml().load(file);
            for (String name : new String[] {"camel", "component", "refvideo"}) {
                level = (Map<String, Object>) level.get(name);
            }
            return new HashMap<>(level);
        }
    }
}
