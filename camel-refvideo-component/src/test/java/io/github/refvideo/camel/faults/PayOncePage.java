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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** docs/manual/pay-once.adoc, whose tables are the expectations of the fault matrix. */
final class PayOncePage {

    private static final Path PAGE = Path.of("..", "docs", "manual", "pay-once.adoc");

    private static final Pattern BOTH = Pattern.compile("once: (.*); always: (.*)");

    /**
     * One line of a table.
     *
     * @param once what each service's route gets when the fault comes once; without an entry where
     *     it cannot
     * @param always the same when it stays
     * @param paid jobs paid by an exchange
     */
    record Row(
            FaultPosition position,
            String name,
            Map<TestedService, ExpectedOutcome> once,
            Map<TestedService, ExpectedOutcome> always,
            Paid paid) {

        ExpectedOutcome outcome(TestedService service, boolean forEver) {
            return (forEver ? always : once).get(service);
        }

        String key() {
            return position + ": " + name;
        }
    }

    /**
     * The number of paid jobs.
     *
     * @param video of an exchange that succeeds
     * @param error of an exchange that ends with an error
     */
    record Paid(int video, int error) {

        private static final Pattern BY_END = Pattern.compile("video: (\\d); error: (\\d)");

        static Paid parse(String cell) {
            Matcher byEnd = BY_END.matcher(cell);
            return byEnd.matches()
                    ? new Paid(Integer.parseInt(byEnd.group(1)), Integer.parseInt(byEnd.group(2)))
                    : new Paid(Integer.parseInt(cell), Integer.parseInt(cell));
        }
    }

    private PayOncePage() {}

    static List<Row> rows() {
        try {
            return rows(Files.readAllLines(PAGE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Row> rows(List<String> lines) {
        List<Row> rows = new ArrayList<>();
        FaultPosition position = null;
        for (String line : lines) {
            if (line.startsWith("== ")) {
                position = FaultPosition.of(line.substring(3));
            } else if (position != null && line.startsWith("| ") && !line.startsWith("| fault |")) {
                rows.add(row(position, line.split("\\|")));
            }
        }
        return rows;
    }

    private static Row row(FaultPosition position, String[] faultCases) {
        Map<TestedService, ExpectedOutcome> once = new EnumMap<>(TestedService.class);
        Map<TestedService, ExpectedOutcome> always = new EnumMap<>(TestedService.class);
        read(faultCases[2].strip(), TestedService.GATEWAY, once, always);
        read(faultCases[3].strip(), TestedService.DASHSCOPE, once, always);
        read(faultCases[4].strip(), TestedService.SELF_HOSTED, once, always);
        read(faultCases[5].strip(), TestedService.STREAM, once, always);
        if (faultCases[7].isBlank()) {
            throw new IllegalArgumentException(
                    "docs/manual/pay-once.adoc: no action: " + faultCases[1]);
        }
        return new Row(
                position, faultCases[1].strip(), once, always, Paid.parse(faultCases[6].strip()));
    }

    private static void read(
            String faultCase,
            TestedService service,
            Map<TestedService, ExpectedOutcome> once,
            Map<TestedService, ExpectedOutcome> always) {
        Matcher both = BOTH.matcher(faultCase);
        if (both.matches()) {
            once.put(service, ExpectedOutcome.parse(both.group(1)));
            always.put(service, ExpectedOutcome.parse(both.group(2)));
        } else if (faultCase.startsWith("always: ")) {
            always.put(service, ExpectedOutcome.parse(faultCase.substring("always: ".length())));
        } else if (!faultCase.equals("–")) {
            once.put(service, ExpectedOutcome.parse(faultCase));
            always.put(service, ExpectedOutcome.parse(faultCase));
        }
    }
}
