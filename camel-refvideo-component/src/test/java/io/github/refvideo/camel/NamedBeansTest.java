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

import io.github.refvideo.camel.spi.ReferenceStore;
import java.lang.reflect.Proxy;
import org.apache.camel.main.Main;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers and stores that are beans, named in the properties of an application. */
class NamedBeansTest {

    @ParameterizedTest
    @ValueSource(strings = {"#mine", "#bean:mine"})
    void providerOfTheComponentIsABean(String word) throws Exception {
        CustomProvider mine = new CustomProvider();
        Main main = new Main();
        main.bind("mine", mine);
        main.addInitialProperty("camel.component.refvideo.provider", word);
        try {
            main.start();
            RefVideoEndpoint endpoint =
                    main.getCamelContext().getEndpoint("refvideo:await", RefVideoEndpoint.class);

            assertThat(RefVideoTestSupport.provider(endpoint)).isSameAs(mine);
        } finally {
            main.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"#mine", "#bean:mine"})
    void storeOfTheComponentIsABean(String word) throws Exception {
        ReferenceStore mine =
                (ReferenceStore)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {ReferenceStore.class},
                                (proxy, method, arguments) ->
                                        switch (method.getName()) {
                                            case "hashCode" -> 1;
                                            case "equals" -> proxy == arguments[0];
                                            default -> "a store of mine";
                                        });
        Main main = new Main();
        main.bind("mine", mine);
        main.addInitialProperty("camel.component.refvideo.reference-store", word);
        try {
            main.start();
            RefVideoComponent component =
                    main.getCamelContext().getComponent("refvideo", RefVideoComponent.class);

            assertThat(component.services().stores().create(component.getConfiguration()))
                    .containsSame(mine);
        } finally {
            main.stop();
        }
    }
}
