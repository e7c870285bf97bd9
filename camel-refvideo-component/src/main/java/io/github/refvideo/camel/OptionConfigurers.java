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

import io.github.refvideo.camel.internal.runtime.BeanReference;
import io.github.refvideo.camel.internal.runtime.OptionText;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;

/** Set options from text by their meaning, see {@link OptionText}. */
final class OptionConfigurers {

    private OptionConfigurers() {}

    /** For the options of an endpoint. */
    static PropertyConfigurer ofEndpoint() {
        return new RefVideoEndpointConfigurer() {
            @Override
            public boolean configure(
                    CamelContext context,
                    Object target,
                    String name,
                    Object value,
                    boolean ignoreCase) {
                Object parsed = OptionText.parse(name, getOptionType(name, ignoreCase), value);
                return super.configure(context, target, name, parsed, ignoreCase);
            }
        };
    }

    /** For the options of the component. */
    static PropertyConfigurer ofComponent() {
        return new RefVideoComponentConfigurer() {
            @Override
            public boolean configure(
                    CamelContext context,
                    Object target,
                    String name,
                    Object value,
                    boolean ignoreCase) {
                Object parsed = parse(context, name, getOptionType(name, ignoreCase), value);
                return super.configure(context, target, name, parsed, ignoreCase);
            }
        };
    }

    /** For {@code camel.component.refvideo.configuration.*}. */
    static PropertyConfigurer ofConfiguration() {
        return new RefVideoConfigurationConfigurer() {
            @Override
            public boolean configure(
                    CamelContext context,
                    Object target,
                    String name,
                    Object value,
                    boolean ignoreCase) {
                Object parsed = parse(context, name, getOptionType(name, ignoreCase), value);
                return super.configure(context, target, name, parsed, ignoreCase);
            }
        };
    }

    /**
     * Where an option takes the name of a bean, a bean that Camel found for {@code #bean:name}
     * becomes its name again; Camel would put the bean's text there.
     */
    private static Object parse(CamelContext context, String name, Class<?> type, Object value) {
        return type == String.class
                ? BeanReference.asWord(context, value)
                : OptionText.parse(name, type, value);
    }
}
