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

import io.github.refvideo.camel.internal.engine.WebhookEvents;
import io.github.refvideo.camel.internal.engine.WebhookEvents.Accepted;
import io.github.refvideo.camel.internal.exchange.PurchaseKey;
import io.github.refvideo.camel.internal.provider.gateway.WebhookEvent;
import io.github.refvideo.camel.internal.runtime.RefVideoRuntime;
import io.github.refvideo.camel.spi.JobHandle;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.webhook.WebhookCapableEndpoint;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code webhook:refvideo:completed}: receives the events with which the gateway reports the end of
 * jobs. Everything that is not a verified event gets the same answer, 404 without a body.
 */
final class RefVideoWebhookEndpoint extends RefVideoEndpoint implements WebhookCapableEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(RefVideoWebhookEndpoint.class);

    private RefVideoWebhookEndpoint(
            String uri, RefVideoComponent component, RefVideoConfiguration configuration) {
        super(uri, component, RefVideoOperation.completed, configuration);
    }

    /** A method with this return type, so that callers do not load this class to be verified. */
    static RefVideoEndpoint create(
            String uri, RefVideoComponent component, RefVideoConfiguration configuration) {
        return new RefVideoWebhookEndpoint(uri, component, configuration);
    }

    @Override
    public Processor createWebhookHandler(Processor next) {
        return new Handler(AsyncProcessorConverterHelper.convert(next));
    }

    /** Nothing to register: each submit contains the URL. */
    @Override
    public void registerWebhook() {}

    @Override
    public void unregisterWebhook() {}

    @Override
    public void setWebhookConfiguration(WebhookConfiguration webhookConfiguration) {}

    @Override
    public List<String> getWebhookMethods() {
        return List.of("POST");
    }

    /** Verifies a request, wakes the jobs that wait for it, and sends it to the route. */
    private final class Handler extends AsyncProcessorSupport {

        private final AsyncProcessor route;

        Handler(AsyncProcessor route) {
            this.route = route;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            RefVideoRuntime runtime = getComponent().services().runtime();
            WebhookEvent event = read(exchange.getMessage(), runtime).orElse(null);
            if (event == null) {
                answer(exchange, 404);
                callback.done(true);
                return true;
            }
            WebhookEvents events = runtime.purchases().webhooks();
            String id = exchange.getMessage().getHeader(WebhookEvents.PARAMETER, String.class);
            events.receive(id, event::isSigned)
                    .whenComplete(
                            (accepted, failure) ->
                                    onWorker(
                                            runtime.workers(),
                                            failure == null
                                                    ? () ->
                                                            send(
                                                                    exchange, callback, event,
                                                                    accepted, events)
                                                    : () -> failed(exchange, callback, failure)));
            return false;
        }

        /** The route may block, which the threads of the repository must not. */
        private static void onWorker(Executor workers, Runnable task) {
            try {
                workers.execute(task);
            } catch (RejectedExecutionException e) {
                // The pool is shut down. The exchange must not hang, so use this thread.
                task.run();
            }
        }

        private Optional<WebhookEvent> read(Message request, RefVideoRuntime runtime) {
            byte[] body = body(request);
            return body == null
                    ? Optional.empty()
                    : WebhookEvent.read(
                            request.getHeader(WebhookEvent.SIGNATURE_HEADER, String.class),
                            body,
                            runtime.timer().now());
        }

        /** The unchanged body; null if it is too large or cannot be read. */
        private static byte @Nullable [] body(Message request) {
            InputStream in = request.getBody(InputStream.class);
            try {
                byte[] body = in == null ? new byte[0] : in.readNBytes(WebhookEvent.MAX_BYTES + 1);
                return body.length > WebhookEvent.MAX_BYTES ? null : body;
            } catch (IOException e) {
                return null;
            }
        }

        private static void failed(Exchange exchange, AsyncCallback callback, Throwable failure) {
            LOG.warn(
                    "The job repository failed. An event of a job was answered with 503: {}",
                    failure.toString());
            answer(exchange, 503);
            callback.done(false);
        }

        private void send(
                Exchange exchange,
                AsyncCallback callback,
                WebhookEvent event,
                Optional<Accepted> accepted,
                WebhookEvents events) {
            if (accepted.isEmpty() || !accepted.get().first()) {
                answer(exchange, accepted.isEmpty() ? 404 : 200);
                callback.done(false);
                return;
            }
            JobHandle job = accepted.get().job();
            write(exchange.getMessage(), job, event);
            route.process(
                    exchange,
                    doneSync -> {
                        if (exchange.getException() != null) {
                            // The gateway delivers the event again.
                            events.withdraw(job)
                                    .whenComplete((done, failure) -> callback.done(false));
                        } else {
                            answer(exchange, 200);
                            callback.done(false);
                        }
                    });
        }

        /** The message of the route. What the HTTP request contained is not part of it. */
        private static void write(Message message, JobHandle job, WebhookEvent event) {
            message.removeHeaders("*");
            message.setBody(job.toJson());
            message.setHeader(RefVideoConstants.JOB, job.toJson());
            message.setHeader(RefVideoConstants.JOB_ID, job.jobId());
            message.setHeader(RefVideoConstants.STATUS, event.status().name());
            message.setHeader(RefVideoConstants.PROVIDER, job.provider());
            message.setHeader(RefVideoConstants.RESPONSE_MODEL, job.model());
            String userKey = PurchaseKey.userKey(job.idempotencyKey());
            if (userKey != null) {
                message.setHeader(RefVideoConstants.IDEMPOTENCY_KEY, userKey);
            }
        }

        /** An answer without content: it tells nothing about jobs. */
        private static void answer(Exchange exchange, int status) {
            Message message = exchange.getMessage();
            message.removeHeaders("*");
            message.setBody(null);
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        }
    }
}
