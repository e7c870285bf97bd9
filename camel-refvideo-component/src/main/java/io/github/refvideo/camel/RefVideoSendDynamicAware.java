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

import io.github.refvideo.camel.internal.exchange.OptionResolver;
import io.github.refvideo.camel.internal.request.RequestOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.component.SendDynamicAwareSupport;

/**
 * Lets {@code toD} use one endpoint for all messages. Option values of a single video, such as the
 * prompt, are passed with the exchange; otherwise Camel would create and cache an endpoint for each
 * of them. The values have the same precedence as endpoint options. Text from a message never
 * becomes part of the URI.
 */
@SendDynamic("refvideo")
public class RefVideoSendDynamicAware extends SendDynamicAwareSupport {

    private final Map<String, ToDTemplate> templates = new ConcurrentHashMap<>();

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    /** The evaluated URI is not used, because text from a message could add options to it. */
    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) {
        ToDTemplate template = template(originalUri);
        return new DynamicAwareEntry(
                template.path(exchange), originalUri, template.endpointProperties(), null);
    }

    private ToDTemplate template(String originalUri) {
        return templates.computeIfAbsent(
                originalUri,
                uri ->
                        new ToDTemplate(
                                getCamelContext(),
                                EndpointHelper.resolveEndpointUriPropertyPlaceholders(
                                        getCamelContext(), uri.strip())));
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) throws Exception {
        return entry.getProperties().isEmpty()
                ? entry.getUri()
                : asEndpointUri(exchange, entry.getUri(), entry.getProperties());
    }

    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        Map<RequestOption, Object> values =
                template(entry.getOriginalUri()).requestValues(exchange);
        return values.isEmpty()
                ? null
                : message -> message.setProperty(OptionResolver.DYNAMIC_OPTIONS, values);
    }

    @Override
    public Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return message -> message.removeProperty(OptionResolver.DYNAMIC_OPTIONS);
    }
}
