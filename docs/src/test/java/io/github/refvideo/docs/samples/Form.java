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
package io.github.refvideo.docs.samples;

import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The DSL of a sample; all forms of a sample are equivalent. */
enum Form {
    JAVA,
    XML,
    YAML;

    /**
     * @param name of the files in XML and YAML
     * @param java the same in Java
     */
    void addTo(CamelContext context, String name, RoutesBuilder java) throws Exception {
        if (this == JAVA) {
            context.addRoutes(java);
        } else {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(
                            ResourceHelper.resolveMandatoryResource(
                                    context,
                                    "classpath:samples/" + name + "." + name().toLowerCase()));
        }
    }
}
