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

import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.internal.exchange.AiErrorProperties;
import io.github.refvideo.camel.internal.exchange.OptionResolver;
import io.github.refvideo.camel.internal.exchange.PollingOptions;
import io.github.refvideo.camel.internal.exchange.ResultWriter;
import io.github.refvideo.camel.internal.exchange.ValidationErrors;
import io.github.refvideo.camel.internal.request.RequestReading;
import io.github.refvideo.camel.spi.JobHandle;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** What the operations share that ask the service one question about a job. */
final class JobQuerySupport {

    private JobQuerySupport() {}

    /** How long the question may take. */
    static Duration limit(Exchange exchange, RefVideoConfiguration options)
            throws RefVideoInvalidRequestException {
        RequestReading reading = new RequestReading();
        OptionResolver raw =
                new OptionResolver(exchange.getMessage(), Map.of(), options::requestValue);
        PollingOptions wait = PollingOptions.read(raw, reading);
        raw.problems().forEach(reading::problem);
        ValidationErrors.throwAny(reading);
        return wait.limit();
    }

    /** Writes what came, and lets the route go on. */
    static void write(
            Exchange exchange,
            AsyncCallback callback,
            JobHandle job,
            RefVideoException error,
            Runnable success) {
        try {
            if (error == null) {
                success.run();
            } else {
                ResultWriter.writeFailure(exchange, job);
                AiErrorProperties.fail(exchange, RefVideoException.of(error.getDetails().job(job)));
            }
        } catch (RuntimeException | Error e) {
            exchange.setException(e);
        } finally {
            callback.done(false);
        }
    }
}
