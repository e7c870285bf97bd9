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

import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.VideoProvider;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;
import org.jspecify.annotations.Nullable;

/** Options whose value is a name or a reference to a bean, {@code #name} or {@code #bean:name}. */
public final class BeanReference {

    private static final String LONG = "#bean:";

    private BeanReference() {}

    /** Keeps references as text. Camel would use the text of the bean instead. */
    public static void keepNames(Map<String, Object> parameters, String... options) {
        for (String option : options) {
            parameters.computeIfPresent(
                    option,
                    (name, value) ->
                            value.toString().startsWith(LONG)
                                    ? "#" + value.toString().substring(LONG.length())
                                    : value);
        }
    }

    /** The reference {@code #name} of a bean; any other value as it is. */
    public static @Nullable Object asName(CamelContext context, @Nullable Object value) {
        if (!(value instanceof VideoProvider || value instanceof ReferenceStore)) {
            return value;
        }
        return context.getRegistry().findByTypeWithName(value.getClass()).entrySet().stream()
                .filter(bean -> bean.getValue() == value)
                .map(bean -> (Object) ("#" + bean.getKey()))
                .findFirst()
                .orElse(value);
    }

    /**
     * @param reference the value of the option, which starts with {@code #}
     * @throws IllegalArgumentException if there is no such bean; names the option
     */
    public static <T> T find(CamelContext context, String option, String reference, Class<T> type) {
        String name = reference.replaceFirst("^#(bean:)?", "");
        T bean = CamelContextHelper.lookup(context, name, type);
        if (bean == null) {
            throw new IllegalArgumentException(
                    option
                            + ": there is no bean '"
                            + name
                            + "' of type "
                            + type.getSimpleName()
                            + " in the registry");
        }
        return bean;
    }
}
