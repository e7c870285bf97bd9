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
package io.github.refvideo.examples.folderwatch;

import io.github.refvideo.simulator.RefVideoSimulator;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The example in its own JVM, started as for the real service. */
final class ChildProcess {

    private ChildProcess() {}

    static Process start(RefVideoSimulator simulator, Path folder) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path")));
        FolderWatchRunner.settings(simulator)
                .forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add(FolderWatch.class.getName());
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(new File("target/child.log"));
        builder.environment().put("AI_GATEWAY_API_KEY", "key");
        builder.environment().put("FOLDER_WATCH_IMAGES", folder.toString());
        return builder.start();
    }
}
