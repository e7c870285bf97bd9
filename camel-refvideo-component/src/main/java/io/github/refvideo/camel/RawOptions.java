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

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.camel.request.BadValueException;
import io.github.refvideo.camel.request.Problem;
import io.github.refvideo.camel.request.RequestOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;

/**
 * The raw option values of one message. The one place that says who wins: header, then body, then
 * endpoint. The endpoint's configuration holds the component's values where it has none of its own.
 */
final class RawOptions {

    private final Message message;
    private final Map<RequestOption, Object> body;
    private final RefVideoConfiguration configuration;
    private final List<Problem> problems = new ArrayList<>();

    RawOptions(
            Message message, Map<RequestOption, Object> body, RefVideoConfiguration configuration) {
        this.message = message;
        this.body = body;
        this.configuration = configuration;
    }

    /** The winning value; null for none, and for one of {@link #problems()}. */
    Object get(RequestOption option) {
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
            Problem problem = Problem.badType(option, value, e.getMessage());
            if (!problems.contains(problem)) {
                problems.add(problem);
            }
            return null;
        }
    }

    RefVideoConfiguration configuration() {
        return configuration;
    }

    /** What is wrong with the types of the values that were asked for. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** What the endpoint, or the component behind it, sets. */
    Object configured(RequestOption option) {
        Object dynamic = read(option, RefVideoSendDynamicAware.value(message, option));
        return dynamic != null ? dynamic : configured(configuration, option);
    }

    static Object configured(RefVideoConfiguration from, RequestOption option) {
        return switch (option) {
            case MODEL -> from.getModel();
            case PROMPT -> from.getPrompt();
            case NEGATIVE_PROMPT -> from.getNegativePrompt();
            case RESOLUTION -> from.getResolution();
            case ASPECT_RATIO -> from.getAspectRatio();
            case DURATION -> from.getDuration();
            case SHOT_TYPE -> from.getShotType();
            case SEED -> from.getSeed();
            case AUDIO -> from.getAudio();
            case WATERMARK -> from.getWatermark();
            case PROMPT_EXTEND -> from.getPromptExtend();
            case PROVIDER_OPTIONS -> from.getProviderOptions();
            case POLL_INTERVAL -> from.getPollInterval();
            case POLL_TIMEOUT -> from.getPollTimeout();
            case OUTPUT -> from.getOutput();
            case FRAMES_PER_SECOND, REFERENCE_URLS -> null;
        };
    }
}
