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
import io.github.refvideo.camel.job.Goal;
import io.github.refvideo.camel.job.JobCallbacks;
import io.github.refvideo.camel.job.JobOrder;
import io.github.refvideo.camel.job.JobOutcome;
import io.github.refvideo.camel.provider.PollHints;
import io.github.refvideo.camel.provider.PreparedSubmit;
import io.github.refvideo.camel.provider.VideoProvider;
import io.github.refvideo.camel.provider.gateway.GatewayFlow;
import io.github.refvideo.camel.provider.gateway.GatewayProvider;
import io.github.refvideo.camel.request.Problem;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * The {@code generate} and {@code submit} operations: references in, and the video or the job's
 * handle out. Body in: see {@link io.github.refvideo.camel.reference.ReferenceReader}; body out:
 * see {@link RefVideoOutput}.
 */
final class RefVideoPurchaseProducer extends RefVideoProducer {

    private final GenerateRequestReader reader;
    private final Goal goal;

    /**
     * @param goal whether to wait for the video
     */
    RefVideoPurchaseProducer(RefVideoEndpoint endpoint, Goal goal) {
        super(endpoint);
        this.goal = goal;
        this.reader = new GenerateRequestReader(options(), ProviderFactory.limits(options()));
    }

    @Override
    boolean buys() {
        return true;
    }

    /** The stream flow gives no job that anybody could wait for. */
    @Override
    void check(Tools with) {
        if (goal == Goal.SUBMITTED
                && GatewayProvider.NAME.equals(with.provider().name())
                && options().getGatewayFlow() == GatewayFlow.stream) {
            throw new IllegalArgumentException(
                    "gatewayFlow: stream is not possible with the operation submit, since the job"
                            + " runs inside the call; write gatewayFlow=async");
        }
    }

    @Override
    void start(Exchange exchange, AsyncCallback callback, Tools with)
            throws RefVideoInvalidRequestException {
        String property = PaidStep.propertyName(exchange, getEndpoint());
        PaidStep step = step(exchange, property, with);
        exchange.setProperty(property, step);
        step.begins();
        with.room()
                .engine()
                .run(
                        new JobOrder(
                                origin(exchange),
                                with.provider(),
                                step.purchase(),
                                step.progress(),
                                goal,
                                step.request().waiting().plan(options()),
                                with.quota(),
                                with.delivery().as(step.request().output()),
                                new Completion(
                                        exchange,
                                        callback,
                                        step,
                                        property,
                                        with.provider().name())));
    }

    /** What an earlier step told about its job must not pass for this one's. */
    @Override
    void refused(Exchange exchange) {
        OutcomeWriter.forget(exchange.getMessage());
    }

    /**
     * What this message buys, or has bought already. A redelivered message is not read again: its
     * body may be an iterator that is used up. The header alone does not tell: it stays on the
     * message when the step that was redelivered is long past.
     */
    private PaidStep step(Exchange exchange, String property, Tools with)
            throws RefVideoInvalidRequestException {
        PaidStep earlier = PaidStep.find(exchange, property);
        boolean redelivered =
                exchange.getMessage().getHeader(Exchange.REDELIVERED, false, Boolean.class);
        if (earlier != null && redelivered && !earlier.wroteOn(exchange.getMessage())) {
            return earlier;
        }
        GenerateRequest request = reader.read(exchange);
        List<Problem> unreachable = with.references().problems(request.video());
        if (!unreachable.isEmpty()) {
            throw RequestProblems.invalid(unreachable);
        }
        VideoProvider provider = with.provider();
        PreparedSubmit draft = StagedSubmit.translate(provider, request.video(), request.hints());
        if (earlier != null && earlier.asksForTheSame(request, draft)) {
            return earlier.as(request);
        }
        // How long to wait makes no other video of it, though some providers are told.
        PreparedSubmit patient =
                request.hints().equals(PollHints.NONE)
                        ? draft
                        : StagedSubmit.translate(provider, request.video(), PollHints.NONE);
        String fingerprint = patient.fingerprintAt(provider);
        StagedSubmit submit = new StagedSubmit(with.references(), provider, request, draft);
        exchange.getExchangeExtension().addOnCompletion(submit);
        return new PaidStep(
                request, draft, fingerprint, IdempotencyKey.of(request, exchange), submit);
    }

    /** Writes the exchange and lets the route go on, exactly once. */
    private record Completion(
            Exchange exchange,
            AsyncCallback callback,
            PaidStep step,
            String property,
            String provider)
            implements JobCallbacks {

        @Override
        public void progressed(JobOrder.Progress progress) {
            step.progressed(progress);
        }

        @Override
        public void completed(JobOutcome outcome) {
            try {
                step.ended(outcome);
                step.reported(OutcomeWriter.write(exchange, outcome, step.told(provider)));
                if (outcome.succeeded()) {
                    exchange.removeProperty(property);
                }
            } catch (RuntimeException | Error e) {
                exchange.setException(e);
            } finally {
                callback.done(false);
            }
        }
    }
}
