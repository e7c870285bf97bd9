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

/** What makes each row of docs/manual/pay-once.adoc happen at the simulator. */
final class Troubles {

    private static final Set<Integer> BY_PROXY = Set.of(402, 408, 409);

    private static final Duration FAR = Duration.ofHours(5);

    /** No answer, or none that can be used; the service has not acted on the call. */
    private static final List<Harm> UNPROCESSED =
            join(
                    harms(
                            Fault.resetBeforeRead(),
                            Fault.resetWhileReading(20),
                            Fault.noResponse(),
                            Fault.garbage(),
                            Fault.htmlPage(),
                            Fault.zeroBytes(),
                            Fault.oversizedJson(3 << 20)),
                    statuses(408, 409, 500, 502, 503, 504));

    /** The service has acted on the call; the answer is lost. */
    private static final List<Harm> PROCESSED =
            harms(
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
    private static final Harm TOO_SHORT =
            Harm.of(Fault.wrongLength()).only(Service.GATEWAY, Service.DASHSCOPE);

    private static final List<Harm> LIMITED =
            List.of(
                    Harm.of(Fault.rateLimited(RetryHint.MISSING)),
                    Harm.of(Fault.rateLimited(Duration.ofSeconds(2))).takingAtLeast(2000),
                    Harm.of(Fault.rateLimited(RetryHint.HTTP_DATE, Duration.ofSeconds(1)))
                            .takingAtLeast(1000),
                    Harm.of(Fault.rateLimited(RetryHint.MILLIS, Duration.ofMillis(1100)))
                            .takingAtLeast(1100),
                    Harm.of(Fault.rateLimited(RetryHint.NEGATIVE)),
                    Harm.of(Fault.rateLimited(RetryHint.UNREADABLE)));

    private static final List<Harm> LATE =
            harms(
                    Fault.slowStart(Duration.ofMillis(200)),
                    Fault.clockSkew(FAR),
                    Fault.clockSkew(FAR.negated()));

    private static final List<Harm> CLOCK_OFF =
            List.of(
                    Harm.of("right in itself", stage -> {}).withClockOff(FAR),
                    Harm.of("right in itself", stage -> {}).withClockOff(FAR.negated()));

    private static final List<Harm> REFUSED_PORT = List.of(Harm.of("refuse", Stage::refuse));

    private static final Harm NO_NAME =
            Harm.of("DNS", stage -> stage.lead("http://nobody.invalid"));

    private static final Harm NO_ANSWER_TO_SYN =
            Harm.of("connect timeout", stage -> stage.lead(BlackHole.url()));

    private final Map<String, List<Harm>> byRow = new LinkedHashMap<>();

    private Troubles() {
        submit();
        waiting();
        stream();
        download();
        store();
        questions();
    }

    /** By {@link MoneyPage.Row#key()}. */
    static Map<String, List<Harm>> byRow() {
        return new Troubles().byRow;
    }

    private void submit() {
        Place place = Place.SUBMIT;
        put(place, "connection refused", REFUSED_PORT);
        put(place, "unknown host", List.of(NO_NAME));
        put(place, "connect timeout", List.of(NO_ANSWER_TO_SYN));
        put(place, "429 Too Many Requests", LIMITED);
        put(place, "429 with an absurd `Retry-After`", absurd());
        put(place, "request rejected", statuses(400, 404, 413, 422));
        put(place, "API key rejected", statuses(401, 403));
        put(place, "payment required", statuses(402));
        put(place, "redirect to another host", harms(Fault.redirect("http://127.0.0.1:9/")));
        put(place, "no usable response, submit not processed", UNPROCESSED);
        List<Harm> processed = join(PROCESSED, List.of(TOO_SHORT));
        put(place, "no usable response, submit processed", processed);
        put(
                place,
                "no usable response, submit processed, `adoptLostJobs=true`",
                processed.stream().map(Troubles::adopting).toList());
        put(
                place,
                "no usable response, submit processed, clocks differ by hours, `adoptLostJobs=true`",
                List.of(
                        adopting(Harm.of(Fault.resetAfterRead()).withClockOff(FAR)),
                        adopting(Harm.of(Fault.stall()).withClockOff(FAR.negated()))));
        put(
                place,
                "no usable response, submit processed, list request fails, `adoptLostJobs=true`",
                Stream.of(status(503), Fault.garbage(), Fault.noResponse(), status(401))
                        .map(
                                list ->
                                        Harm.of(
                                                "reset-after-read, list " + list,
                                                stage -> {
                                                    stage.inject(Fault.resetAfterRead());
                                                    stage.injectAt(Step.DASHSCOPE_LIST, list);
                                                }))
                        .map(Troubles::adopting)
                        .toList());
        put(place, "slow response", LATE);
        put(place, "wrong clock at the service", CLOCK_OFF);
    }

    private void waiting() {
        Place place = Place.WAITING;
        put(place, "connection refused", REFUSED_PORT);
        put(place, "unknown host", List.of(NO_NAME.only("await")));
        put(place, "connect timeout", List.of(NO_ANSWER_TO_SYN.only("await")));
        put(
                place,
                "no usable response",
                join(UNPROCESSED, PROCESSED.subList(0, PROCESSED.size() - 5)));
        put(place, "429 Too Many Requests", LIMITED);
        put(place, "429 with an absurd `Retry-After`", absurd());
        put(place, "status request rejected", statuses(400, 413, 422));
        put(place, "API key rejected", statuses(401, 403));
        put(place, "payment required", statuses(402));
        put(place, "job not found", statuses(404));
        put(place, "redirect to another host", harms(Fault.redirect("http://127.0.0.1:9/")));
        meanings(place, "generate", "await");
        put(place, "result expired", harms(Fault.expiredResult()));
        put(place, "slow response", LATE);
        put(place, "wrong clock at the service", CLOCK_OFF);
    }

    private void meanings(Place place, String... operations) {
        Map<String, Harm> byName =
                Map.of(
                        "unknown job status",
                        Harm.of(Fault.unknownStatus("thinking")),
                        "status `UNKNOWN`",
                        Harm.of(Fault.unknownTask()).only(Service.DASHSCOPE),
                        "success without a video",
                        Harm.of(Fault.successWithoutUrl()),
                        "content rejected",
                        Harm.of(Fault.moderationFailure()),
                        "job fails",
                        Harm.of(Fault.jobFailure("no more ideas")),
                        "job canceled at the service",
                        Harm.of(Fault.cancelled()));
        byName.forEach((name, harm) -> put(place, name, List.of(harm.only(operations))));
    }

    private void stream() {
        put(
                Place.WAITING,
                "stream interrupted",
                inTheStream(
                        Fault.streamWithoutEvent(),
                        Fault.streamSilence(),
                        Fault.streamError(408),
                        Fault.streamError(409),
                        Fault.streamError(500),
                        Fault.streamError(503)));
        put(Place.WAITING, "429 in the stream", inTheStream(Fault.streamError(429)));
        put(
                Place.WAITING,
                "400 in the stream",
                inTheStream(Fault.streamError(400), Fault.streamError(422)));
    }

    private void download() {
        Place place = Place.DOWNLOAD;
        put(place, "connection refused", REFUSED_PORT);
        put(
                place,
                "transfer interrupted",
                join(
                        harms(
                                Fault.resetBeforeRead(),
                                Fault.resetAfterRead(),
                                Fault.cutAfter(100),
                                Fault.truncatedJson(),
                                Fault.wrongLength()),
                        statuses(408, 500, 502, 503, 504)));
        put(
                place,
                "transfer hangs",
                harms(
                        Fault.noResponse(),
                        Fault.stall(),
                        Fault.freezeAfter(100),
                        Fault.trickle(20)));
        put(place, "429 Too Many Requests", LIMITED.subList(0, 3));
        put(place, "URL expired", join(harms(Fault.expiredResult()), statuses(401, 410)));
        put(place, "URL rejected with 400", statuses(400, 413, 422));
        put(place, "URL rejected with 403 or 404", statuses(403, 404));
        put(
                place,
                "URL returns something other than a video",
                harms(Fault.htmlPage(), Fault.garbage(), Fault.oversizedJson(3 << 20)));
        put(place, "redirect loop", harms(Fault.redirectLoop()));
        put(
                place,
                "redirect to an unreachable host",
                harms(
                        Fault.redirect("http://127.0.0.1:9/"),
                        Fault.redirect("http://nobody.invalid/")));
        put(
                place,
                "transfer interrupted, cannot be resumed",
                Stream.of(Fault.rangeUnsupported(), Fault.etagChangesOnResume())
                        .map(
                                second ->
                                        Harm.of(
                                                "cut-after=100, " + second,
                                                stage -> {
                                                    stage.simulator()
                                                            .faults()
                                                            .on(Step.RESULT)
                                                            .times(1)
                                                            .inject(Fault.cutAfter(100));
                                                    stage.inject(second);
                                                }))
                        .toList());
        put(place, "slow response", LATE);
    }

    private void store() {
        Place place = Place.STORE;
        put(
                place,
                "upload fails",
                join(
                        harms(
                                Fault.resetBeforeRead(),
                                Fault.resetWhileReading(50),
                                Fault.resetAfterRead(),
                                Fault.rateLimited(RetryHint.MISSING)),
                        join(
                                statuses(408, 500, 502, 503, 504),
                                // That answer has no body; it is the connection that breaks then.
                                List.of(
                                        Harm.of(Fault.truncatedJson())
                                                .except(Step.DASHSCOPE_UPLOAD)))));
        put(
                place,
                "upload hangs",
                List.of(
                        Harm.of(Fault.noResponse()).except(Step.DASHSCOPE_POLICY),
                        Harm.of(Fault.stall()).except(Step.DASHSCOPE_POLICY),
                        Harm.of(Fault.trickle(1)).only(Service.GATEWAY, Service.STREAM)));
        put(
                place,
                "upload rejected",
                join(
                        statuses(400, 401, 413),
                        // There a new permission is asked for and may help.
                        List.of(answered(403).except(Step.DASHSCOPE_UPLOAD))));
    }

    private void questions() {
        Place place = Place.QUESTION;
        put(place, "connection refused", REFUSED_PORT);
        put(place, "unknown host", List.of(NO_NAME));
        put(place, "connect timeout", List.of(NO_ANSWER_TO_SYN));
        put(
                place,
                "no usable response",
                join(UNPROCESSED, PROCESSED.subList(0, PROCESSED.size() - 5)));
        put(place, "429 Too Many Requests", LIMITED.stream().map(h -> h.takingAtLeast(0)).toList());
        put(place, "429 with an absurd `Retry-After`", absurd());
        put(place, "status request rejected", statuses(400, 413, 422));
        put(place, "API key rejected", statuses(401, 403));
        put(place, "payment required", statuses(402));
        put(place, "job not found", statuses(404));
        put(place, "redirect to another host", harms(Fault.redirect("http://127.0.0.1:9/")));
        meanings(place, "status");
        put(place, "cancel rejected", List.of(Harm.of(Fault.cancelRefused()).only("cancel")));
        put(place, "slow response", LATE.stream().map(h -> h.only("status")).toList());
        put(
                place,
                "wrong clock at the service",
                CLOCK_OFF.stream().map(h -> h.only("status")).toList());
    }

    private void put(Place place, String name, List<Harm> harms) {
        byRow.put(place + ": " + name, harms);
    }

    private static Harm adopting(Harm harm) {
        return harm.withOptions("&adoptLostJobs=true").only(Service.DASHSCOPE);
    }

    private static List<Harm> absurd() {
        return harms(Fault.rateLimited(RetryHint.ABSURD));
    }

    private static List<Harm> inTheStream(Fault... faults) {
        return harms(faults).stream().map(harm -> harm.only(Service.STREAM)).toList();
    }

    private static List<Harm> harms(Fault... faults) {
        return Arrays.stream(faults).map(Harm::of).toList();
    }

    private static List<Harm> statuses(int... codes) {
        return IntStream.of(codes).mapToObj(Troubles::answered).toList();
    }

    /** DashScope's own answers carry a code, and it decides; a proxy before it knows no codes. */
    private static Harm answered(int code) {
        Fault proxy = Fault.dashscopeError(code, "none", ErrorShape.EMPTY);
        return Harm.of(
                status(code).toString(),
                stage ->
                        stage.inject(
                                BY_PROXY.contains(code) && stage.fits(proxy)
                                        ? proxy
                                        : status(code)));
    }

    private static List<Harm> join(List<Harm> some, List<Harm> more) {
        List<Harm> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
