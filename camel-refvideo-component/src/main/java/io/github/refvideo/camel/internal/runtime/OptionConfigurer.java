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
package io.github.refvideo.camel.internal.runtime;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.GeneratedPropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/**
 * Sets options from text by their meaning, see {@link OptionText}. Delegates to the configurer that
 * Camel's build generated.
 */
public final class OptionConfigurer
        implements GeneratedPropertyConfigurer, PropertyConfigurerGetter {

    private final PropertyConfigurer generated;
    private final PropertyConfigurerGetter getter;

    /**
     * @param name of the generated configurer, such as {@code refvideo-endpoint-configurer}
     */
    public OptionConfigurer(CamelContext context, String name) {
        generated =
                PluginHelper.getConfigurerResolver(context)
                        .resolvePropertyConfigurer(name, context);
        getter = (PropertyConfigurerGetter) generated;
    }

    @Override
    public boolean configure(
            CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        return generated.configure(
                context, target, name, parse(context, name, value, ignoreCase), ignoreCase);
    }

    /**
     * A bean that Camel found for {@code #bean:name} becomes its name again if the option takes
     * text; Camel would use the text of the bean.
     */
    private @Nullable Object parse(
            CamelContext context, String name, @Nullable Object value, boolean ignoreCase) {
        Class<?> type = getOptionType(name, ignoreCase);
        return type == String.class
                ? BeanReference.asName(context, value)
                : OptionText.parse(name, type, value);
    }

    @Override
    public String[] getAutowiredNames() {
        return getter.getAutowiredNames();
    }

    @Override
    public @Nullable Class<?> getOptionType(String name, boolean ignoreCase) {
        return getter.getOptionType(name, ignoreCase);
    }

    @Override
    public @Nullable Object getCollectionValueType(Object target, String name, boolean ignoreCase) {
        return getter.getCollectionValueType(target, name, ignoreCase);
    }

    @Override
    public @Nullable Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return getter.getOptionValue(target, name, ignoreCase);
    }
}
