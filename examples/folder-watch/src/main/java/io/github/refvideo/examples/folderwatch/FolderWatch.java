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

import io.github.refvideo.camel.repository.FileVideoJobRepository;
import org.apache.camel.main.Main;

/** Watches a folder until Ctrl-C. */
public final class FolderWatch {

    private FolderWatch() {}

    public static void main(String[] args) throws Exception {
        Terminal terminal = new Terminal();
        try (Service service = Service.choose(terminal, System.getenv())) {
            terminal.say("watching   %s: drop images there, Ctrl-C ends", service.folder());
            camel(service, terminal).run();
        }
    }

    static Main camel(Service service, Terminal terminal) {
        Main main = new Main();
        main.configure().addRoutesBuilder(new FolderWatchRoute());
        // These settings override application.properties.
        service.properties().forEach(main::addOverrideProperty);
        main.addOverrideProperty("folder.images", service.folder().toString());
        // tag::jobs[]
        main.bind("jobs", new FileVideoJobRepository(service.jobs()));
        // end::jobs[]
        main.bind("missingVideoFilter", new MissingVideoFilter());
        main.bind("order", new Order());
        main.bind("failed", new FailedImages());
        main.bind("terminal", terminal);
        return main;
    }
}
