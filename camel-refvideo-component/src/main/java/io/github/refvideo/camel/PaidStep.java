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

import io.github.refvideo.camel.job.JobOrder.Progress;
import io.github.refvideo.camel.job.JobOutcome;
import io.github.refvideo.camel.job.Purchase;
import io.github.refvideo.camel.provider.PreparedSubmit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What one step of one exchange has paid for. Lives in an exchange property, since a redelivery
 * restores headers but keeps properties; a redelivered exchange finds it and goes on with its job
 * instead of buying another. Removed once the video is delivered, so that the same step in a loop
 * makes a new video each time.
 */
final class PaidStep {

    private static final String PROPERTY = "CamelRefVideoStep.";

    private final GenerateRequest request;
    private final PreparedSubmit draft;
    private final Purchase purchase;
    private final StagedSubmit submit;
    private final AtomicReference<Progress> progress;
    private volatile String reported;

    /**
     * @param draft the translated request, with places for references that have no URL yet
     * @param fingerprint of the request
     * @param submit gives the bytes to send
     */
    PaidStep(
            GenerateRequest request,
            PreparedSubmit draft,
            String fingerprint,
            IdempotencyKey key,
            StagedSubmit submit) {
        this(
                request,
                draft,
                new Purchase(
                        draft.model(),
                        request.video().prompt(),
                        key.text(),
                        key.shared(),
                        fingerprint,
                        request.output() == null ? null : request.output().name(),
                        seconds(request),
                        request.estimate() == null ? null : request.estimate().most(),
                        submit),
                submit,
                new AtomicReference<>(Progress.NONE));
    }

    private PaidStep(
            GenerateRequest request,
            PreparedSubmit draft,
            Purchase purchase,
            StagedSubmit submit,
            AtomicReference<Progress> progress) {
        this.request = request;
        this.draft = draft;
        this.purchase = purchase;
        this.submit = submit;
        this.progress = progress;
    }

    /** Less than one leaves the length to the model. */
    private static Integer seconds(GenerateRequest request) {
        Integer seconds = request.video().durationSeconds();
        return seconds == null || seconds < 1 ? null : seconds;
    }

    /** The same purchase, with the waiting times and the output that are asked for now. */
    PaidStep as(GenerateRequest latest) {
        return new PaidStep(latest, draft, purchase, submit, progress);
    }

    /**
     * The property's name. Node and endpoint tell the steps of a route apart: two steps that ask
     * for the same still make two videos.
     */
    static String propertyName(Exchange exchange, RefVideoEndpoint endpoint) {
        String node = exchange.getExchangeExtension().getHistoryNodeId();
        return PROPERTY
                + (node == null ? "" : node + ".")
                + Integer.toHexString(endpoint.getEndpointUri().hashCode());
    }

    /** An earlier attempt of this step; null when this is the first. */
    static PaidStep find(Exchange exchange, String propertyName) {
        return exchange.getProperty(propertyName, PaidStep.class);
    }

    GenerateRequest request() {
        return request;
    }

    Purchase purchase() {
        return purchase;
    }

    /** What the headers tell about the step, whatever becomes of it. */
    OutcomeWriter.Step told(String provider) {
        return new OutcomeWriter.Step(
                provider,
                draft.model(),
                request.estimate(),
                Stream.concat(request.warnings().stream(), draft.warnings().stream()).toList());
    }

    Progress progress() {
        return progress.get();
    }

    /** An attempt begins, the first or another. */
    void begins() {
        submit.begins();
    }

    /** Remembers how the job ended, for this time. */
    void ended(JobOutcome outcome) {
        submit.ended(outcome);
    }

    /** Remembers how far the job came. Called on engine threads. */
    void progressed(Progress reached) {
        progress.set(reached);
    }

    /**
     * Whether a request is for the same video. How long to wait for it makes no difference, though
     * some providers are told.
     */
    boolean asksForTheSame(GenerateRequest other, PreparedSubmit prepared) {
        return request.video().equals(other.video())
                || draft.fingerprint().equals(prepared.fingerprint());
    }

    /** Remembers the model header that was written when this attempt ended. */
    void reported(String model) {
        reported = model;
    }

    /**
     * Whether the message still bears what this step wrote when it ended. Then the route went on
     * and came back; a redelivery would have restored the message.
     */
    boolean wroteOn(Message message) {
        return reported != null && message.getHeader(RefVideoConstants.MODEL) == reported;
    }

    @Override
    public String toString() {
        return "PaidStep[" + progress() + "]";
    }
}
