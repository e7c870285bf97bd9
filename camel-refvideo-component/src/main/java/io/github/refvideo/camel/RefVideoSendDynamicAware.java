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

import io.github.refvideo.camel.request.RequestOption;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.component.SendDynamicAwareSupport;
import org.apache.camel.util.URISupport;
import org.apache.camel.util.UnsafeUriCharactersEncoder;

/**
 * Lets {@code toD} use one endpoint for all messages: what belongs to a single video, such as the
 * prompt, goes with the exchange instead of into an endpoint of its own, which Camel would keep and
 * whose start and stop cost time. The values count exactly as if they stood on the endpoint.
 */
@SendDynamic("refvideo")
public class RefVideoSendDynamicAware extends SendDynamicAwareSupport {

    private static final String PROPERTY = "CamelRefVideoDynamicOptions";

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri)
            throws Exception {
        return new DynamicAwareEntry(uri, originalUri, endpointProperties(exchange, uri), null);
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) throws Exception {
        Map<String, Object> rest = new LinkedHashMap<>(entry.getProperties());
        for (RequestOption option : RequestOption.values()) {
            rest.remove(option.optionName());
        }
        return rest.size() == entry.getProperties().size()
                ? null
                : asEndpointUri(exchange, entry.getUri(), rest);
    }

    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry)
            throws Exception {
        Map<String, Object> parameters = parameters(entry.getUri());
        Map<RequestOption, Object> values = new EnumMap<>(RequestOption.class);
        for (RequestOption option : RequestOption.values()) {
            Object value = parameters.get(option.optionName());
            if (value != null) {
                values.put(option, value);
            }
        }
        return values.isEmpty() ? null : message -> message.setProperty(PROPERTY, values);
    }

    /**
     * As Camel reads the URI of an endpoint. The entry's own properties are as they were written,
     * with {@code RAW()} around them and {@code %20} in them.
     */
    private static Map<String, Object> parameters(String uri) throws URISyntaxException {
        String normalized = URISupport.normalizeUri(uri);
        Map<String, Object> parameters =
                URISupport.parseParameters(new URI(UnsafeUriCharactersEncoder.encode(normalized)));
        URISupport.resolveRawParameterValues(parameters);
        return parameters;
    }

    @Override
    public Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return message -> message.removeProperty(PROPERTY);
    }

    /** What the dynamic URI of this very step says about an option; null when nothing. */
    static Object value(Message message, RequestOption option) {
        Map<?, ?> values =
                message.getExchange() == null
                        ? null
                        : message.getExchange().getProperty(PROPERTY, Map.class);
        return values == null ? null : values.get(option);
    }
}
