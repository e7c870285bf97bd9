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

import io.github.refvideo.camel.internal.exchange.MessageValue;
import io.github.refvideo.camel.internal.request.BadValueException;
import io.github.refvideo.camel.internal.request.RequestOption;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.spi.Language;
import org.apache.camel.util.URISupport;
import org.apache.camel.util.UnsafeUriCharactersEncoder;

/**
 * The URI of a {@code toD} before its expressions are evaluated. The result of an expression is the
 * value of its option and never part of the URI: text from a message can neither add nor change
 * other options.
 *
 * <p>Thread-safe.
 */
final class ToDTemplate {

    private static final String SIMPLE = "$simple{";
    private static final String SHORT = "${";

    private final String template;
    private final String marker;
    private final Pattern markers;
    private final List<String> sources = new ArrayList<>();
    private final List<Expression> expressions = new ArrayList<>();
    private final String path;
    private final Map<String, Object> properties;
    private final Map<RequestOption, Object> requestValues = new EnumMap<>(RequestOption.class);

    /**
     * @param template with property placeholders resolved
     * @throws ResolveEndpointFailedException if an expression is at a place where it is not allowed
     */
    ToDTemplate(CamelContext context, String template) {
        this.template = template;
        this.marker = unusedMarker(template);
        this.markers = Pattern.compile(marker + "(\\d+)x");
        String marked = marked(template);
        Language simple = context.resolveLanguage("simple");
        sources.forEach(source -> expressions.add(simple.createExpression(source)));
        int query = marked.indexOf('?');
        path = query < 0 ? marked : marked.substring(0, query);
        try {
            properties = URISupport.parseQuery(URISupport.extractQuery(marked));
            readOptions(parameters(marked));
        } catch (URISyntaxException e) {
            throw new ResolveEndpointFailedException(template, e);
        }
    }

    private static String unusedMarker(String template) {
        String marker = "refvideoExpression";
        while (template.contains(marker)) {
            marker += "0";
        }
        return marker;
    }

    /** The template with a marker in place of each expression. */
    private String marked(String text) {
        StringBuilder marked = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = endOfExpression(text, at);
            if (end < 0) {
                marked.append(text.charAt(at++));
            } else {
                marked.append(marker).append(sources.size()).append('x');
                sources.add(text.substring(at, end));
                at = end;
            }
        }
        return marked.toString();
    }

    /** Negative if no expression starts at this index. Expressions can be nested. */
    private static int endOfExpression(String text, int start) {
        String opening =
                text.startsWith(SHORT, start)
                        ? SHORT
                        : text.startsWith(SIMPLE, start) ? SIMPLE : null;
        if (opening == null) {
            return -1;
        }
        int depth = 1;
        for (int i = start + opening.length(); i < text.length(); i++) {
            if (text.charAt(i) == '{') {
                depth++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /** Parses the URI in the same way as Camel. */
    private static Map<String, Object> parameters(String uri) throws URISyntaxException {
        String normalized = URISupport.normalizeUri(uri);
        Map<String, Object> parameters =
                URISupport.parseParameters(new URI(UnsafeUriCharactersEncoder.encode(normalized)));
        URISupport.resolveRawParameterValues(parameters);
        return parameters;
    }

    private void readOptions(Map<String, Object> parameters) {
        Map<String, RequestOption> options = new LinkedHashMap<>();
        for (RequestOption option : RequestOption.values()) {
            options.put(option.optionName(), option);
        }
        parameters.forEach(
                (name, value) -> {
                    if (hasExpression(name)) {
                        throw rejected(
                                "its options must be written in the URI; an expression can only be"
                                        + " the value of an option");
                    }
                    if (!hasExpression(String.valueOf(value))) {
                        return;
                    }
                    RequestOption option = options.get(name);
                    if (option == null) {
                        throw rejected(
                                "the option "
                                        + name
                                        + " must not have an expression as its value, because text"
                                        + " from a message must not select it");
                    }
                    requestValues.put(option, value);
                });
        requestValues.keySet().forEach(option -> properties.remove(option.optionName()));
    }

    private boolean hasExpression(String text) {
        return markers.matcher(text).find();
    }

    private ResolveEndpointFailedException rejected(String reason) {
        return new ResolveEndpointFailedException(
                URISupport.sanitizeUri(template), "toD(\"refvideo:...\"): " + reason);
    }

    /** The URI of the endpoint without its query; the operation may be an expression. */
    String path(Exchange exchange) {
        String evaluated = substituted(exchange, path);
        if (hasExpression(path)) {
            String operation = evaluated.replaceFirst("^refvideo:(//)?", "").strip();
            if (Arrays.stream(RefVideoOperation.values())
                    .noneMatch(known -> known.name().equals(operation))) {
                throw rejected(
                        "the result of the expression for the operation must be one of "
                                + Arrays.toString(RefVideoOperation.values()));
            }
        }
        return evaluated;
    }

    /** The options without expressions, as they were written. */
    Map<String, Object> endpointProperties() {
        return new LinkedHashMap<>(properties);
    }

    /** The values of the options with expressions. */
    Map<RequestOption, Object> requestValues(Exchange exchange) {
        Map<RequestOption, Object> values = new EnumMap<>(RequestOption.class);
        requestValues.forEach(
                (option, value) -> {
                    Object evaluated = evaluated(exchange, value);
                    if (evaluated != null) {
                        values.put(option, evaluated);
                    }
                });
        return values;
    }

    /** A single expression keeps its type; a list is a repeated option, which is rejected later. */
    private Object evaluated(Exchange exchange, Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        var whole = markers.matcher(text);
        return whole.matches()
                ? expression(whole).evaluate(exchange, Object.class)
                : substituted(exchange, text);
    }

    private String substituted(Exchange exchange, String text) {
        StringBuilder result = new StringBuilder();
        var found = markers.matcher(text);
        int at = 0;
        while (found.find()) {
            result.append(text, at, found.start());
            at = found.end();
            Object value = expression(found).evaluate(exchange, Object.class);
            try {
                String part = MessageValue.text(exchange, value);
                result.append(part == null ? "" : part);
            } catch (BadValueException e) {
                throw rejected(
                        sources.get(Integer.parseInt(found.group(1)))
                                + " is a "
                                + value.getClass().getTypeName()
                                + "; "
                                + e.getMessage());
            }
        }
        return result.append(text.substring(at)).toString();
    }

    private Expression expression(MatchResult found) {
        return expressions.get(Integer.parseInt(found.group(1)));
    }
}
