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

import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.internal.exchange.JobHandleReader;
import io.github.refvideo.camel.internal.exchange.ResultWriter;
import io.github.refvideo.camel.spi.JobCanceler;
import io.github.refvideo.camel.spi.JobHandle;
import java.time.Duration;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;

/** The {@code cancel} operation: a handle in, what the service said out. */
final class RefVideoCancelProducer extends RefVideoProducer {

    RefVideoCancelProducer(Endpoint endpoint, EndpointContext context) {
        super(endpoint, context);
    }

    @Override
    void check(ProducerContext context) {
        if (!(context.provider() instanceof JobCanceler)) {
            throw new IllegalArgumentException(
                    "operation: cancel is not possible with provider "
                            + context.provider().name()
                            + ", whose service has no such call; a job there runs to its end");
        }
    }

    @Override
    void start(Exchange exchange, AsyncCallback callback, ProducerContext context)
            throws RefVideoInvalidRequestException {
        JobHandle job = JobHandleReader.read(exchange.getMessage(), context.provider());
        Duration limit = JobQuerySupport.limit(exchange, options());
        JobCanceler canceler = (JobCanceler) context.provider();
        context.runtime()
                .engine()
                .call(
                        context.provider(),
                        context.quota(),
                        () -> canceler.cancel(job, limit),
                        limit,
                        (outcome, error) ->
                                JobQuerySupport.write(
                                        exchange,
                                        callback,
                                        job,
                                        error,
                                        () -> ResultWriter.writeCancel(exchange, job, outcome)));
    }
}
