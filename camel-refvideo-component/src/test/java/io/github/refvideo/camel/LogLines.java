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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines that are logged while this object is open. */
public final class LogLines implements AutoCloseable {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream before = System.err;

    public LogLines() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    /** Warnings and errors of the component. */
    public List<String> ofTheComponent() {
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("io.github.refvideo.camel"))
                .toList();
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
