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
package io.github.refvideo.camel.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.builder.component.ComponentsBuilderFactory;
import io.github.refvideo.camel.builder.endpoint.dsl.RefVideoEndpointBuilderFactory.AdvancedRefVideoEndpointConsumerBuilder;
import io.github.refvideo.camel.builder.endpoint.dsl.RefVideoEndpointBuilderFactory.AdvancedRefVideoEndpointProducerBuilder;
import io.github.refvideo.camel.builder.endpoint.dsl.RefVideoEndpointBuilderFactory.RefVideoBuilders;
import io.github.refvideo.camel.builder.endpoint.dsl.RefVideoEndpointBuilderFactory.RefVideoEndpointConsumerBuilder;
import io.github.refvideo.camel.builder.endpoint.dsl.RefVideoEndpointBuilderFactory.RefVideoEndpointProducerBuilder;
import io.github.refvideo.camel.builder.endpoint.dsl.RefVideoEndpointBuilderFactory.RefVideoHeaderNameBuilder;
import io.github.refvideo.camel.dsl.Metadata;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.api.Test;

/** The builders have exactly the options of the component. */
class BuildersTest {

    private static final ComponentModel COMPONENT = Metadata.component();

    @Test
    void producerBuildersHaveAMethodPerOptionOfProducers() {
        assertThat(
                        methods(
                                RefVideoEndpointProducerBuilder.class,
                                AdvancedRefVideoEndpointProducerBuilder.class))
                .isEqualTo(parametersWithout("consumer"));
    }

    @Test
    void consumerBuildersHaveAMethodPerOptionOfConsumers() {
        assertThat(
                        methods(
                                RefVideoEndpointConsumerBuilder.class,
                                AdvancedRefVideoEndpointConsumerBuilder.class))
                .isEqualTo(parametersWithout("producer"));
    }

    @Test
    void componentBuilderHasAMethodPerOption() {
        Class<?> builder = ComponentsBuilderFactory.refvideo().getClass().getInterfaces()[0];

        assertThat(methods(builder)).isEqualTo(names(COMPONENT.getComponentOptions()));
    }

    @Test
    void headerBuilderNamesEachHeader() throws Exception {
        RefVideoHeaderNameBuilder headers = new RefVideoBuilders() {}.refvideo();
        Set<String> built = new TreeSet<>();
        for (Method method : RefVideoHeaderNameBuilder.class.getDeclaredMethods()) {
            built.add((String) method.invoke(headers));
        }

        assertThat(built).isEqualTo(names(COMPONENT.getEndpointHeaders()));
    }

    private static Set<String> parametersWithout(String label) {
        return names(
                COMPONENT.getEndpointParameterOptions().stream()
                        .filter(option -> !List.of(option.getLabel().split(",")).contains(label))
                        .toList());
    }

    private static Set<String> names(List<? extends BaseOptionModel> options) {
        return options.stream()
                .map(BaseOptionModel::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is declared there, without the steps between basic and advanced options. */
    private static Set<String> methods(Class<?>... builders) {
        return Arrays.stream(builders)
                .flatMap(builder -> Arrays.stream(builder.getDeclaredMethods()))
                .map(Method::getName)
                .filter(name -> !name.equals("advanced") && !name.equals("basic"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
