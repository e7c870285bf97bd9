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
package io.github.refvideo.camel.internal.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.camel.internal.request.BadValueException;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.ValidationError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Message;

/**
 * The raw option values of one message. The one place that says who wins: header, then body, then
 * endpoint. The endpoint's configuration holds the component's values where it has none of its own.
 */
public final class OptionResolver {

    /** Exchange property: the options that {@code toD} evaluated for its step. */
    public static final String DYNAMIC_OPTIONS = "CamelRefVideoDynamicOptions";

    private final Message message;
    private final Map<RequestOption, Object> body;
    private final Function<RequestOption, Object> endpoint;
    private final List<ValidationError> problems = new ArrayList<>();

    public OptionResolver(
            Message message,
            Map<RequestOption, Object> body,
            Function<RequestOption, Object> endpoint) {
        this.message = message;
        this.body = body;
        this.endpoint = endpoint;
    }

    /** The winning value; null for none, and for one of {@link #problems()}. */
    public Object get(RequestOption option) {
        Object sent = fromMessage(option);
        return sent != null ? sent : configured(option);
    }

    /** What the message itself asks for, or null. */
    Object fromMessage(RequestOption option) {
        Object header = read(option, message.getHeader(option.headerName()));
        return header != null ? header : read(option, body.get(option));
    }

    private Object read(RequestOption option, Object value) {
        if (option == RequestOption.PROVIDER_OPTIONS
                && (value instanceof Map || value instanceof ObjectNode)) {
            return value;
        }
        try {
            return MessageValue.of(message.getExchange(), value);
        } catch (BadValueException e) {
            ValidationError problem = ValidationError.badType(option, value, e.getMessage());
            if (!problems.contains(problem)) {
                problems.add(problem);
            }
            return null;
        }
    }

    /** The value of the endpoint, or of its component; null for none. */
    Object ofEndpoint(RequestOption option) {
        return endpoint.apply(option);
    }

    /** What is wrong with the types of the values that were asked for. */
    public List<ValidationError> problems() {
        return List.copyOf(problems);
    }

    /** What the endpoint, or the component behind it, sets. */
    public Object configured(RequestOption option) {
        Object dynamic = read(option, dynamic(option));
        return dynamic != null ? dynamic : endpoint.apply(option);
    }

    /** The value of an expression in the URI of {@code toD}. */
    private Object dynamic(RequestOption option) {
        Map<?, ?> values =
                message.getExchange() == null
                        ? null
                        : message.getExchange().getProperty(DYNAMIC_OPTIONS, Map.class);
        return values == null ? null : values.get(option);
    }
}
