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
package io.github.refvideo.examples.springboot;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.camel.spi.CancelOutcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Sends new orders, and unfinished ones of an earlier process, to the route; cancels them. */
@Component
class Orders {

    /** Exchange property that is set while the client waits for the response. */
    static final String UNANSWERED = "VideoOrderUnanswered";

    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    private static final int CANCEL_SECONDS = 15;

    private final CamelContext camel;
    private final RefVideoComponent component;
    private final JobFolders folders;
    private final VideoJobRepository purchases;
    private final List<JobFolder> unfinishedAtStart;

    /** The ends of the exchanges in the route, by job id. */
    private final Map<String, CompletableFuture<Void>> inRoute = new ConcurrentHashMap<>();

    Orders(
            CamelContext camel,
            RefVideoComponent component,
            JobFolders folders,
            VideoJobRepository purchases) {
        this.camel = camel;
        this.component = component;
        this.folders = folders;
        this.purchases = purchases;
        // Read before new orders can be accepted, and sent again in order.
        this.unfinishedAtStart =
                folders.unfinished().stream()
                        .sorted(Comparator.comparingLong(JobFolder::orderedMillis))
                        .toList();
    }

    /**
     * Sends an order to the route without waiting for its video. The component checks the request
     * on the calling thread, so an invalid order is reported here.
     *
     * @throws InvalidOrderException if the component refused the order; then there is no such job
     */
    void send(JobFolder folder) throws Exception {
        Endpoint order = camel.getEndpoint("direct:order");
        Exchange exchange = order.createExchange();
        // The component cancels a job that is not submitted by the id of its exchange.
        exchange.setExchangeId(folder.id());
        exchange.getMessage().setBody(folder);
        exchange.setProperty(UNANSWERED, true);
        CompletableFuture<Void> end = new CompletableFuture<>();
        inRoute.put(folder.id(), end);
        end.thenRun(() -> inRoute.remove(folder.id(), end));
        AsyncProducer producer = order.createAsyncProducer();
        producer.start();
        producer.process(exchange, doneSync -> end.complete(null));
        exchange.removeProperty(UNANSWERED);
        if (end.isDone()
                && exchange.getProperty(Exchange.EXCEPTION_CAUGHT)
                        instanceof RefVideoInvalidRequestException error) {
            folders.discard(folder);
            throw InvalidOrderException.of(error);
        }
    }

    /**
     * Cancels a job: at the service, or before it is submitted. In the second case this waits until
     * the outcome is stored, so that the order is not sent again after a restart.
     *
     * @param jobId the service's id of the job; null if it is not submitted
     * @return whether the job was canceled; false if it is too late
     */
    boolean cancel(JobFolder folder, String jobId) throws Exception {
        CompletableFuture<Void> end = inRoute.get(folder.id());
        CancelOutcome outcome = CancelOutcome.TOO_LATE;
        try {
            outcome =
                    component
                            .cancelJob(jobId == null ? folder.id() : jobId)
                            .get(CANCEL_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // It has ended, or was submitted to a service that cannot cancel.
            if (!(e.getCause() instanceof NoSuchElementException
                    || e.getCause() instanceof UnsupportedOperationException)) {
                throw e;
            }
        }
        if (jobId == null && end != null && outcome == CancelOutcome.CANCELED) {
            end.get(CANCEL_SECONDS, TimeUnit.SECONDS);
        }
        return outcome == CancelOutcome.CANCELED || folder.isCanceled();
    }

    /**
     * Sends the unfinished orders of an earlier process again, with their keys, if they were not
     * submitted. The others are resumed by refvideo:resume.
     */
    @EventListener(ApplicationReadyEvent.class)
    void resendUnfinished() throws Exception {
        for (JobFolder folder : unfinishedAtStart) {
            if (purchases
                    .find(RequestBuilder.purchase(folder))
                    .filter(Orders::isResumed)
                    .isEmpty()) {
                try {
                    send(folder);
                } catch (InvalidOrderException e) {
                    LOG.warn("Order {} is no longer valid: {}", folder.id(), e.getMessage());
                }
            }
        }
    }

    private static boolean isResumed(JobRecord purchase) {
        return purchase.state().isOpen();
    }
}
