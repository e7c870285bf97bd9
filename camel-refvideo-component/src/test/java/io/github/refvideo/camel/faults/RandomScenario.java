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

import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.RetryHint;
import io.github.refvideo.simulator.fault.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * One random scenario; the same seed creates the same scenario.
 *
 * @param redeliveries by the route's error handler
 * @param twice whether a second exchange with the same key is sent at the same time
 * @param timeout milliseconds
 * @param enclosing whether an enclosing route redelivers, and the route of the step has no error
 *     handler
 * @param laterFailures how often the step after the purchase fails
 * @param stopAfter when the route of the step is stopped, in milliseconds; negative for never
 */
record RandomScenario(
        long seed,
        TestedService service,
        String operation,
        List<Injected> faults,
        int redeliveries,
        boolean twice,
        long timeout,
        boolean enclosing,
        int laterFailures,
        long stopAfter) {

    /**
     * One fault.
     *
     * @param times how many requests it may hit
     */
    record Injected(Step step, Fault fault, long times, double probability) {

        @Override
        public String toString() {
            return "%s=%s*%d@%.2f".formatted(step.word(), fault, times, probability);
        }
    }

    private static final int MOST_FAULTS = 4;
    private static final int MOST_LATER_FAILURES = 4;
    private static final long NEVER = -1;

    private static final List<Fault> ANYWHERE =
            List.of(
                    Fault.resetBeforeRead(),
                    Fault.resetWhileReading(10),
                    Fault.resetAfterRead(),
                    Fault.noResponse(),
                    Fault.stall(),
                    Fault.trickle(20),
                    Fault.slowStart(Duration.ofMillis(150)),
                    Fault.truncatedJson(),
                    Fault.wrongLength(),
                    Fault.cutAfter(7),
                    Fault.freezeAfter(7),
                    Fault.garbage(),
                    Fault.htmlPage(),
                    Fault.zeroBytes(),
                    Fault.oversizedJson(2 << 20),
                    Fault.redirect("http://127.0.0.1:9/"),
                    Fault.clockSkew(Duration.ofHours(-3)),
                    Fault.rateLimited(RetryHint.MISSING),
                    Fault.rateLimited(Duration.ofSeconds(1)),
                    Fault.rateLimited(RetryHint.UNREADABLE),
                    Fault.status(400),
                    Fault.status(401),
                    Fault.status(404),
                    Fault.status(408),
                    Fault.status(409),
                    Fault.status(500),
                    Fault.status(502),
                    Fault.status(503),
                    Fault.status(503).afterProcessing(),
                    Fault.status(504),
                    Fault.unknownStatus("paused"),
                    Fault.unknownTask(),
                    Fault.successWithoutUrl(),
                    Fault.streamError(429),
                    Fault.streamError(500),
                    Fault.streamWithoutEvent(),
                    Fault.streamSilence(),
                    Fault.rangeUnsupported(),
                    Fault.etagChangesOnResume());

    static RandomScenario of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TestedService service =
                TestedService.values()[random.nextInt(TestedService.values().length)];
        List<String> operations =
                List.of("generate", "generate", "submit", "await", "status", "cancel").stream()
                        .filter(service::knows)
                        .toList();
        String operation = operations.get(random.nextInt(operations.size()));
        List<Step> steps = steps(service);
        List<Injected> faults = new ArrayList<>();
        for (int i = random.nextInt(MOST_FAULTS + 1); i > 0; i--) {
            faults.add(injected(random, steps.get(random.nextInt(steps.size()))));
        }
        boolean buys = operation.equals("generate") || operation.equals("submit");
        return new RandomScenario(
                seed,
                service,
                operation,
                List.copyOf(faults),
                random.nextInt(FaultTestEnvironment.MOST_REDELIVERIES + 1),
                buys && random.nextInt(4) == 0,
                random.nextInt(300, 2500),
                random.nextBoolean(),
                random.nextInt(3) == 0 ? random.nextInt(1, MOST_LATER_FAILURES + 1) : 0,
                random.nextInt(5) == 0 ? random.nextInt(0, 400) : NEVER);
    }

    boolean buys() {
        return operation.equals("generate") || operation.equals("submit");
    }

    boolean stops() {
        return stopAfter >= 0;
    }

    /** The route that the exchange is sent to. */
    String route() {
        return (enclosing ? "outer" : "redeliver") + redeliveries;
    }

    private static List<Step> steps(TestedService service) {
        return switch (service) {
            case GATEWAY -> List.of(Step.START, Step.START, Step.STATUS, Step.RESULT);
            case STREAM -> List.of(Step.STREAM, Step.STREAM, Step.RESULT);
            case DASHSCOPE ->
                    List.of(
                            Step.DASHSCOPE_CREATE,
                            Step.DASHSCOPE_CREATE,
                            Step.DASHSCOPE_QUERY,
                            Step.DASHSCOPE_LIST,
                            Step.DASHSCOPE_CANCEL,
                            Step.RESULT);
            case SELF_HOSTED ->
                    List.of(
                            Step.OPENAI_CREATE,
                            Step.OPENAI_CREATE,
                            Step.OPENAI_QUERY,
                            Step.OPENAI_LIST,
                            Step.OPENAI_DELETE,
                            Step.OPENAI_MODELS,
                            Step.RESULT);
        };
    }

    private static Injected injected(SplittableRandom random, Step step) {
        List<Fault> fitting = ANYWHERE.stream().filter(fault -> fault.kind().fits(step)).toList();
        return new Injected(
                step,
                fitting.get(random.nextInt(fitting.size())),
                random.nextBoolean() ? random.nextInt(1, 4) : Integer.MAX_VALUE,
                random.nextBoolean() ? 1 : random.nextDouble(0.2, 1));
    }

    @Override
    public String toString() {
        return "seed %d: %s %s, %d redeliveries by %s%s, %d later failures, stop %d, %d ms, %s"
                .formatted(
                        seed,
                        service,
                        operation,
                        redeliveries,
                        route(),
                        twice ? ", two exchanges" : "",
                        laterFailures,
                        stopAfter,
                        timeout,
                        faults.stream().map(Injected::toString).collect(Collectors.joining(" ")));
    }
}
