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
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.ComponentConfigurationProperties;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;

/**
 * Sets the options {@code camel.component.refvideo.*} on the component with the name {@code
 * refvideo}, and on no other. Disabled with {@code camel.component.refvideo.enabled=false} or
 * {@code camel.component.refvideo.customizer.enabled= false}; the component then uses its own
 * defaults.
 */
@AutoConfiguration(after = {CamelAutoConfiguration.class, RefVideoComponentConverter.class})
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@EnableConfigurationProperties({
    ComponentConfigurationProperties.class,
    RefVideoComponentConfiguration.class
})
@ConditionalOnHierarchicalProperties({"camel.component", "camel.component.refvideo"})
public class RefVideoComponentAutoConfiguration {

    /** The defaults of all endpoints; would overwrite options that were set before. */
    private static final String TEMPLATE = "configuration";

    private final ApplicationContext applicationContext;
    private final RefVideoComponentConfiguration configuration;

    public RefVideoComponentAutoConfiguration(
            ApplicationContext applicationContext, RefVideoComponentConfiguration configuration) {
        this.applicationContext = applicationContext;
        this.configuration = configuration;
    }

    @Lazy
    @Bean
    public ComponentCustomizer configureRefVideoComponent() {
        return new ComponentCustomizer() {
            @Override
            public void configure(String name, Component target) {
                CamelPropertiesHelper.setCamelProperties(
                        target.getCamelContext(),
                        target,
                        templateFirst(
                                CamelPropertiesHelper.getNonNullProperties(
                                        target.getCamelContext(), configuration)),
                        false);
            }

            @Override
            public boolean isEnabled(String name, Component target) {
                return HierarchicalPropertiesEvaluator.evaluate(
                                applicationContext,
                                "camel.component.customizer",
                                "camel.component.refvideo.customizer")
                        && "refvideo".equals(name)
                        && target instanceof RefVideoComponent;
            }
        };
    }

    private static Map<String, Object> templateFirst(Map<String, Object> options) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        if (options.containsKey(TEMPLATE)) {
            ordered.put(TEMPLATE, options.get(TEMPLATE));
        }
        options.forEach((name, value) -> ordered.put(name, keptAsWords(value)));
        return ordered;
    }

    /**
     * For text options (provider, reference store) the component looks up the bean; Camel would use
     * the text of the bean.
     */
    private static Object keptAsWords(Object value) {
        return value instanceof String text && text.startsWith("#bean:")
                ? "#" + text.substring("#bean:".length())
                : value;
    }
}
