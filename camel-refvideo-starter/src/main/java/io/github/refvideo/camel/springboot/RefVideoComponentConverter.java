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

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/**
 * Converts {@code #bean:name} and {@code #name} to the bean with this name, for options that are
 * objects.
 */
@Configuration(proxyBeanMethods = false)
@ConfigurationPropertiesBinding
public class RefVideoComponentConverter implements GenericConverter {

    private static final String BEAN = "#bean:";
    private static final String SHORT = "#";

    private final ApplicationContext applicationContext;

    public RefVideoComponentConverter(ApplicationContext applicationContext) {
        this.applicationContext = applicationContext;
    }

    /** From text to each option type that cannot be converted from text otherwise. */
    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return Arrays.stream(RefVideoComponentConfiguration.class.getDeclaredFields())
                .map(Field::getType)
                .filter(type -> !type.isEnum() && !type.getName().startsWith("java."))
                .map(type -> new ConvertiblePair(String.class, type))
                .collect(Collectors.toSet());
    }

    @Override
    public Object convert(Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        String text = source == null ? "" : source.toString().strip();
        if (text.isEmpty()) {
            return null;
        }
        // Not ignored: purchases would be lost if the repository were not used.
        if (!text.startsWith(SHORT)) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' is not a bean of type "
                            + targetType.getType().getSimpleName()
                            + "; write #bean: followed by its name");
        }
        String name = text.substring((text.startsWith(BEAN) ? BEAN : SHORT).length());
        return applicationContext.getBean(name, targetType.getType());
    }
}
