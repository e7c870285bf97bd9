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

import io.github.refvideo.camel.request.Problem;
import io.github.refvideo.camel.request.RequestOption;
import io.github.refvideo.camel.request.RequestReading;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Which model a message gets. A step reports the model that it used in the very header that chooses
 * one. Without care a second step with another model on its endpoint would be steered by the first
 * one's report, and pay for the wrong model; so a header that a step wrote itself does not count.
 */
final class ModelChoice {

    /** Holds the header value that a step wrote, so that it can be told from one of the user's. */
    private static final String REPORTED = "CamelRefVideoReportedModel";

    /**
     * @param written the header value that a step wrote
     * @param asked what stood there before: the user's choice, null for none
     */
    private record Report(String written, Object asked) {}

    private ModelChoice() {}

    static Object of(Exchange exchange, RawOptions raw) {
        Report report = reportOn(exchange, exchange.getMessage());
        if (report == null) {
            return raw.get(RequestOption.MODEL);
        }
        return report.asked() != null ? report.asked() : raw.withoutHeader(RequestOption.MODEL);
    }

    /** The report that the message's header is; null when the header is the user's own. */
    private static Report reportOn(Exchange exchange, Message message) {
        Report last = exchange.getProperty(REPORTED, Report.class);
        return last != null && message.getHeader(RefVideoConstants.MODEL) == last.written()
                ? last
                : null;
    }

    /** Writes the header that reports the model; the text returned is no other report's object. */
    @SuppressWarnings("StringOperationCanBeSimplified")
    static String report(Exchange exchange, Message message, String model) {
        // A copy of its own: only identity tells our value from the user's equal one.
        String reported = new String(model);
        Report last = reportOn(exchange, message);
        Object asked = last == null ? message.getHeader(RefVideoConstants.MODEL) : last.asked();
        message.setHeader(RefVideoConstants.MODEL, reported);
        exchange.setProperty(REPORTED, new Report(reported, asked));
        return reported;
    }

    /** A model that the route's author chose is always allowed; a message's only from the list. */
    static void checkAllowed(
            RefVideoConfiguration configuration, Object chosen, RequestReading reading) {
        if (configuration.getAllowedModels() == null || chosen == null) {
            return;
        }
        List<String> allowed =
                Arrays.stream(configuration.getAllowedModels().split(","))
                        .map(String::strip)
                        .toList();
        String model = chosen.toString().strip();
        if (!allowed.contains(model) && !model.equals(configuration.getModel())) {
            reading.problem(
                    Problem.bad(
                            RequestOption.MODEL,
                            model,
                            "allowedModels permits " + String.join(", ", allowed)));
        }
    }
}
