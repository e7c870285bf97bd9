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
import org.jspecify.annotations.Nullable;

/**
 * The raw option values of one message. The header takes precedence over the body, and the body
 * over the endpoint. The configuration of the endpoint contains the defaults of the component.
 */
public final class OptionResolver {

    /** Exchange property: option values that {@code toD} has evaluated for its step. */
    public static final String DYNAMIC_OPTIONS = "CamelRefVideoDynamicOptions";

    private final Message message;
    private final Map<RequestOption, Object> body;
    private final Function<RequestOption, Object> endpoint;
    private final MessageOptions allowed;
    private final List<ValidationError> errors = new ArrayList<>();

    /**
     * @param body the option values in the body
     * @param endpoint the option values of the endpoint
     * @param allowed the options that the message may set; others are {@link #errors()}
     */
    public OptionResolver(
            Message message,
            Map<RequestOption, Object> body,
            Function<RequestOption, Object> endpoint,
            MessageOptions allowed) {
        this.message = message;
        this.body = body;
        this.endpoint = endpoint;
        this.allowed = allowed;
    }

    /** The value; null if not set or if it is one of {@link #errors()}. */
    public @Nullable Object get(RequestOption option) {
        Object sent = fromMessage(option);
        return sent != null ? sent : configured(option);
    }

    /** The value of the message; null if not set. */
    @Nullable Object fromMessage(RequestOption option) {
        Object header = read(option, message.getHeader(option.headerName()));
        Object sent = header != null ? header : read(option, body.get(option));
        if (sent == null || allowed.allows(option)) {
            return sent;
        }
        addError(allowed.refuse(option));
        return null;
    }

    private @Nullable Object read(RequestOption option, @Nullable Object value) {
        if (option == RequestOption.PROVIDER_OPTIONS
                && (value instanceof Map || value instanceof ObjectNode)) {
            return value;
        }
        try {
            return MessageValue.of(message.getExchange(), value);
        } catch (BadValueException e) {
            addError(ValidationError.invalidType(option, value, e.getMessage()));
            return null;
        }
    }

    private void addError(ValidationError error) {
        if (!errors.contains(error)) {
            errors.add(error);
        }
    }

    /** The value of the endpoint or its component; null if not set. */
    @Nullable Object ofEndpoint(RequestOption option) {
        return endpoint.apply(option);
    }

    /** Errors in the types of the values that were read. */
    public List<ValidationError> errors() {
        return List.copyOf(errors);
    }

    /** The value of the endpoint or its component, after {@code toD}; null if not set. */
    @Nullable Object configured(RequestOption option) {
        Object dynamic = read(option, dynamic(option));
        return dynamic != null ? dynamic : endpoint.apply(option);
    }

    /** The value of an expression in the URI of {@code toD}. */
    private @Nullable Object dynamic(RequestOption option) {
        Map<?, ?> values =
                message.getExchange() == null
                        ? null
                        : message.getExchange().getProperty(DYNAMIC_OPTIONS, Map.class);
        return values == null ? null : values.get(option);
    }
}
