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
package io.github.refvideo.camel.faults;

import static io.github.refvideo.simulator.fault.Fault.status;

import io.github.refvideo.simulator.fault.ErrorShape;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.RetryHint;
import io.github.refvideo.simulator.fault.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How the simulator causes each row of docs/manual/pay-once.adoc. */
final class FaultVariants {

    private static final Set<Integer> BY_PROXY = Set.of(402, 408, 409);

    private static final Duration FAR = Duration.ofHours(5);

    /** No usable answer; the service has not processed the call. */
    private static final List<FaultVariant> UNPROCESSED =
            join(
                    variants(
                            Fault.resetBeforeRead(),
                            Fault.resetWhileReading(20),
                            Fault.noResponse(),
                            Fault.garbage(),
                            Fault.htmlPage(),
                            Fault.zeroBytes(),
                            Fault.oversizedJson(3 << 20)),
                    statuses(408, 409, 500, 502, 503, 504));

    /** The service has processed the call; the answer is lost. */
    private static final List<FaultVariant> PROCESSED =
            variants(
                    Fault.resetAfterRead(),
                    Fault.stall(),
                    Fault.truncatedJson(),
                    Fault.trickle(20),
                    Fault.cutAfter(10),
                    Fault.freezeAfter(10),
                    status(500).afterProcessing(),
                    status(502).afterProcessing(),
                    status(503).afterProcessing(),
                    status(504).afterProcessing(),
                    Fault.garbage().afterProcessing());

    /** Of a stream, whose event is whole, it spoils nothing. */
    private static final FaultVariant TOO_SHORT =
            FaultVariant.of(Fault.wrongLength()).only(ServiceFlow.GATEWAY, ServiceFlow.DASHSCOPE);

    private static final List<FaultVariant> LIMITED =
            List.of(
                    FaultVariant.of(Fault.rateLimited(RetryHint.MISSING)),
                    FaultVariant.of(Fault.rateLimited(Duration.ofSeconds(2))).takingAtLeast(2000),
                    FaultVariant.of(Fault.rateLimited(RetryHint.HTTP_DATE, Duration.ofSeconds(1)))
                            .takingAtLeast(1000),
                    FaultVariant.of(Fault.rateLimited(RetryHint.MILLIS, Duration.ofMillis(1100)))
                            .takingAtLeast(1100),
                    FaultVariant.of(Fault.rateLimited(RetryHint.NEGATIVE)),
                    FaultVariant.of(Fault.rateLimited(RetryHint.UNREADABLE)));

    private static final List<FaultVariant> LATE =
            variants(
                    Fault.slowStart(Duration.ofMillis(200)),
                    Fault.clockSkew(FAR),
                    Fault.clockSkew(FAR.negated()));

    private static final List<FaultVariant> CLOCK_OFF =
            List.of(
                    FaultVariant.of("right in itself", caseContext -> {}).withClockOff(FAR),
                    FaultVariant.of("right in itself", caseContext -> {})
                            .withClockOff(FAR.negated()));

    private static final List<FaultVariant> REFUSED_PORT =
            List.of(FaultVariant.of("refuse", FaultCaseContext::refuse));

    private static final FaultVariant NO_NAME =
            FaultVariant.of("DNS", caseContext -> caseContext.redirectTo("http://nobody.invalid"));

    private static final FaultVariant NO_ANSWER_TO_SYN =
            FaultVariant.of(
                    "connect timeout",
                    caseContext -> caseContext.redirectTo(UnresponsivePort.url()));

    private final Map<String, List<FaultVariant>> byRow = new LinkedHashMap<>();

    private FaultVariants() {
        submit();
        waiting();
        stream();
        download();
        store();
        questions();
    }

    /** By {@link PayOnceTables.Row#key()}. */
    static Map<String, List<FaultVariant>> byRow() {
        return new FaultVariants().byRow;
    }

    private void submit() {
        FaultPoint point = FaultPoint.SUBMIT;
        put(point, "connection refused", REFUSED_PORT);
        put(point, "unknown host", List.of(NO_NAME));
        put(point, "connect timeout", List.of(NO_ANSWER_TO_SYN));
        put(point, "too many requests", LIMITED);
        put(point, "too many requests, `Retry-After` of ten years", absurd());
        put(point, "request rejected", statuses(400, 404, 413, 422));
        put(point, "API key rejected", statuses(401, 403));
        put(point, "payment required", statuses(402));
        put(point, "redirect to another host", variants(Fault.redirect("http://127.0.0.1:9/")));
        put(point, "no usable answer, submit not processed", UNPROCESSED);
        List<FaultVariant> processed = join(PROCESSED, List.of(TOO_SHORT));
        put(point, "no usable answer, submit processed", processed);
        put(
                point,
                "no usable answer, submit processed, `adoptLostJobs=true`",
                processed.stream().map(FaultVariants::adopting).toList());
        put(
                point,
                "no usable answer, submit processed, clocks differ by hours, `adoptLostJobs=true`",
                List.of(
                        adopting(FaultVariant.of(Fault.resetAfterRead()).withClockOff(FAR)),
                        adopting(FaultVariant.of(Fault.stall()).withClockOff(FAR.negated()))));
        put(
                point,
                "no usable answer, submit processed, list fails, `adoptLostJobs=true`",
                Stream.of(status(503), Fault.garbage(), Fault.noResponse(), status(401))
                        .map(
                                list ->
                                        FaultVariant.of(
                                                "reset-after-read, list " + list,
                                                caseContext -> {
                                                    caseContext.inject(Fault.resetAfterRead());
                                                    caseContext.injectAt(Step.DASHSCOPE_LIST, list);
                                                }))
                        .map(FaultVariants::adopting)
                        .toList());
        put(point, "answer is slow", LATE);
        put(point, "the service's clock is wrong", CLOCK_OFF);
    }

    private void waiting() {
        FaultPoint point = FaultPoint.WAITING;
        put(point, "connection refused", REFUSED_PORT);
        put(point, "unknown host", List.of(NO_NAME.only("await")));
        put(point, "connect timeout", List.of(NO_ANSWER_TO_SYN.only("await")));
        put(
                point,
                "no usable answer",
                join(UNPROCESSED, PROCESSED.subList(0, PROCESSED.size() - 5)));
        put(point, "too many requests", LIMITED);
        put(point, "too many requests, `Retry-After` of ten years", absurd());
        put(point, "status request rejected", statuses(400, 413, 422));
        put(point, "API key rejected", statuses(401, 403));
        put(point, "payment required", statuses(402));
        put(point, "job not found", statuses(404));
        put(point, "redirect to another host", variants(Fault.redirect("http://127.0.0.1:9/")));
        meanings(point, "generate", "await");
        put(point, "result expired", variants(Fault.expiredResult()));
        put(point, "answer is slow", LATE);
        put(point, "the service's clock is wrong", CLOCK_OFF);
    }

    private void meanings(FaultPoint point, String... operations) {
        Map<String, FaultVariant> byName =
                Map.of(
                        "unknown status word",
                        FaultVariant.of(Fault.unknownStatus("thinking")),
                        "status `UNKNOWN`",
                        FaultVariant.of(Fault.unknownTask()).only(ServiceFlow.DASHSCOPE),
                        "success without a video",
                        FaultVariant.of(Fault.successWithoutUrl()),
                        "content check fails",
                        FaultVariant.of(Fault.moderationFailure()),
                        "job fails",
                        FaultVariant.of(Fault.jobFailure("no more ideas")),
                        "job canceled at the service",
                        FaultVariant.of(Fault.cancelled()));
        byName.forEach((name, variant) -> put(point, name, List.of(variant.only(operations))));
    }

    private void stream() {
        put(
                FaultPoint.WAITING,
                "stream breaks off",
                inTheStream(
                        Fault.streamWithoutEvent(),
                        Fault.streamSilence(),
                        Fault.streamError(408),
                        Fault.streamError(409),
                        Fault.streamError(500),
                        Fault.streamError(503)));
        put(FaultPoint.WAITING, "stream reports 429", inTheStream(Fault.streamError(429)));
        put(
                FaultPoint.WAITING,
                "stream reports 400",
                inTheStream(Fault.streamError(400), Fault.streamError(422)));
    }

    private void download() {
        FaultPoint point = FaultPoint.DOWNLOAD;
        put(point, "connection refused", REFUSED_PORT);
        put(
                point,
                "transfer breaks",
                join(
                        variants(
                                Fault.resetBeforeRead(),
                                Fault.resetAfterRead(),
                                Fault.cutAfter(100),
                                Fault.truncatedJson(),
                                Fault.wrongLength()),
                        statuses(408, 500, 502, 503, 504)));
        put(
                point,
                "transfer hangs",
                variants(
                        Fault.noResponse(),
                        Fault.stall(),
                        Fault.freezeAfter(100),
                        Fault.trickle(20)));
        put(point, "too many requests", LIMITED.subList(0, 3));
        put(point, "link expired", join(variants(Fault.expiredResult()), statuses(401, 410)));
        put(point, "link rejected, 400", statuses(400, 413, 422));
        put(point, "link refused, 403 or 404", statuses(403, 404));
        put(
                point,
                "link leads to something other than a video",
                variants(Fault.htmlPage(), Fault.garbage(), Fault.oversizedJson(3 << 20)));
        put(point, "redirect loop", variants(Fault.redirectLoop()));
        put(
                point,
                "redirect to a dead host",
                variants(
                        Fault.redirect("http://127.0.0.1:9/"),
                        Fault.redirect("http://nobody.invalid/")));
        put(
                point,
                "transfer breaks and cannot be resumed",
                Stream.of(Fault.rangeUnsupported(), Fault.etagChangesOnResume())
                        .map(
                                second ->
                                        FaultVariant.of(
                                                "cut-after=100, " + second,
                                                caseContext -> {
                                                    caseContext
                                                            .simulator()
                                                            .faults()
                                                            .on(Step.RESULT)
                                                            .times(1)
                                                            .inject(Fault.cutAfter(100));
                                                    caseContext.inject(second);
                                                }))
                        .toList());
        put(point, "answer is slow", LATE);
    }

    private void store() {
        FaultPoint point = FaultPoint.STORE;
        put(
                point,
                "upload fails",
                join(
                        variants(
                                Fault.resetBeforeRead(),
                                Fault.resetWhileReading(50),
                                Fault.resetAfterRead(),
                                Fault.rateLimited(RetryHint.MISSING)),
                        join(
                                statuses(408, 500, 502, 503, 504),
                                // That answer has no body; it is the connection that breaks then.
                                List.of(
                                        FaultVariant.of(Fault.truncatedJson())
                                                .except(Step.DASHSCOPE_UPLOAD)))));
        put(
                point,
                "upload hangs",
                List.of(
                        FaultVariant.of(Fault.noResponse()).except(Step.DASHSCOPE_POLICY),
                        FaultVariant.of(Fault.stall()).except(Step.DASHSCOPE_POLICY),
                        FaultVariant.of(Fault.trickle(1))
                                .only(ServiceFlow.GATEWAY, ServiceFlow.STREAM)));
        put(
                point,
                "upload rejected",
                join(
                        statuses(400, 401, 413),
                        // There a new permission is asked for and may help.
                        List.of(answered(403).except(Step.DASHSCOPE_UPLOAD))));
    }

    private void questions() {
        FaultPoint point = FaultPoint.QUESTION;
        put(point, "connection refused", REFUSED_PORT);
        put(point, "unknown host", List.of(NO_NAME));
        put(point, "connect timeout", List.of(NO_ANSWER_TO_SYN));
        put(
                point,
                "no usable answer",
                join(UNPROCESSED, PROCESSED.subList(0, PROCESSED.size() - 5)));
        put(point, "too many requests", LIMITED.stream().map(h -> h.takingAtLeast(0)).toList());
        put(point, "too many requests, `Retry-After` of ten years", absurd());
        put(point, "status request rejected", statuses(400, 413, 422));
        put(point, "API key rejected", statuses(401, 403));
        put(point, "payment required", statuses(402));
        put(point, "job not found", statuses(404));
        put(point, "redirect to another host", variants(Fault.redirect("http://127.0.0.1:9/")));
        meanings(point, "status");
        put(
                point,
                "cancel rejected",
                List.of(FaultVariant.of(Fault.cancelRefused()).only("cancel")));
        put(point, "answer is slow", LATE.stream().map(h -> h.only("status")).toList());
        put(
                point,
                "the service's clock is wrong",
                CLOCK_OFF.stream().map(h -> h.only("status")).toList());
    }

    private void put(FaultPoint point, String name, List<FaultVariant> variants) {
        byRow.put(point + ": " + name, variants);
    }

    private static FaultVariant adopting(FaultVariant variant) {
        return variant.withOptions("&adoptLostJobs=true").only(ServiceFlow.DASHSCOPE);
    }

    private static List<FaultVariant> absurd() {
        return variants(Fault.rateLimited(RetryHint.ABSURD));
    }

    private static List<FaultVariant> inTheStream(Fault... faults) {
        return variants(faults).stream().map(variant -> variant.only(ServiceFlow.STREAM)).toList();
    }

    private static List<FaultVariant> variants(Fault... faults) {
        return Arrays.stream(faults).map(FaultVariant::of).toList();
    }

    private static List<FaultVariant> statuses(int... codes) {
        return IntStream.of(codes).mapToObj(FaultVariants::answered).toList();
    }

    /** DashScope's own answers carry a code, and it decides; a proxy before it knows no codes. */
    private static FaultVariant answered(int code) {
        Fault proxy = Fault.dashscopeError(code, "none", ErrorShape.EMPTY);
        return FaultVariant.of(
                status(code).toString(),
                caseContext ->
                        caseContext.inject(
                                BY_PROXY.contains(code) && caseContext.fits(proxy)
                                        ? proxy
                                        : status(code)));
    }

    private static List<FaultVariant> join(List<FaultVariant> some, List<FaultVariant> more) {
        List<FaultVariant> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
