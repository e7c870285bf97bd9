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
package io.github.refvideo.examples.scaleout;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** One of any number of identical nodes. They share only the broker and the job repository. */
public final class Node {

    /** What a node prints when its routes are started. */
    static final String READY = "Node is ready";

    private Node() {}

    /** Runs until the process is stopped. */
    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.configure().addRoutesBuilder(new TwoQueueRoutes());
        main.configure().addRoutesBuilder(new OneStepRoutes());
        main.addMainListener(
                new MainListenerSupport() {
                    @Override
                    public void beforeConfigure(BaseMainSupport support) {
                        CamelContext context = support.getCamelContext();
                        directory(context, "scaleout.arriving");
                        main.bind(
                                "videoDirectory",
                                new VideoDirectory(directory(context, "scaleout.videos")));
                    }

                    @Override
                    public void afterStart(BaseMainSupport support) {
                        System.out.println(READY);
                    }
                });
        main.run();
    }

    private static Path directory(CamelContext context, String setting) {
        try {
            return Files.createDirectories(
                    Path.of(context.resolvePropertyPlaceholders("{{" + setting + "}}")));
        } catch (Exception e) {
            throw new IllegalStateException("No directory: " + setting, e);
        }
    }
}
