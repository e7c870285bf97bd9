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

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * {@code {{refvideo:?name}}} in the Kamelets of this project: the value of a Kamelet property, for
 * an option of an endpoint. A plain placeholder would insert the value into the URI, where {@code
 * &} ends it, {@code %} and {@code +} are decoded, and placeholders in it are resolved. This
 * function encodes the value; it is decoded when the endpoint is configured.
 *
 * <p>Thread-safe.
 */
@org.apache.camel.spi.annotations.PropertiesFunction("refvideo")
public final class KameletPropertyFunction extends ServiceSupport
        implements PropertiesFunction, CamelContextAware {

    private static final String PREFIX = "refvideo-encoded-";

    /** The default of the Kamelets' properties. */
    private static final String UNSET = "{{?refvideo.unset}}";

    private CamelContext camelContext;

    @Override
    public String getName() {
        return "refvideo";
    }

    @Override
    public boolean optional(String name) {
        return true;
    }

    @Override
    public @Nullable String apply(String name) {
        Properties properties = camelContext.getPropertiesComponent().getLocalProperties();
        Object value = properties == null ? null : properties.get(name.replaceFirst("^\\?", ""));
        if (value == null || UNSET.equals(value)) {
            return null;
        }
        return PREFIX
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(value.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param value of an option
     * @return the decoded value; null if it is not an encoded value
     */
    public static @Nullable String decode(@Nullable Object value) {
        if (value instanceof String text && text.startsWith(PREFIX)) {
            return new String(
                    Base64.getUrlDecoder().decode(text.substring(PREFIX.length())),
                    StandardCharsets.UTF_8);
        }
        return null;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
