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

import org.apache.camel.CamelContext;

/**
 * Sets the component's options. Where one takes words, a bean that Camel found for {@code
 * #bean:name} becomes its name again; Camel would put the bean's text there.
 */
final class BeanNameConfigurer extends RefVideoComponentConfigurer {

    @Override
    public boolean configure(
            CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        boolean words = getOptionType(name, ignoreCase) == String.class;
        return super.configure(
                context,
                target,
                name,
                words ? NamedBean.asWord(context, value) : value,
                ignoreCase);
    }
}
