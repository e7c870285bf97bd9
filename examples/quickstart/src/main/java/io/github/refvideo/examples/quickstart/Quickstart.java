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
package io.github.refvideo.examples.quickstart;

import java.util.Map;
import org.apache.camel.main.Main;

/** Starts Camel and runs the route once. Exits with 0 if a video was written. */
public final class Quickstart {

    private Quickstart() {}

    public static void main(String[] args) {
        System.exit(run(System.getenv()) ? 0 : 1);
    }

    /** Returns whether a video was written. If not, the last line of the output is the reason. */
    static boolean run(Map<String, String> environment) {
        Terminal terminal = new Terminal();
        try (Service service = Service.choose(terminal, environment)) {
            service.references().forEach(reference -> terminal.say("reference  %s", reference));
            terminal.say("prompt     %s", service.prompt());
            Main main = new Main();
            main.configure().addRoutesBuilder(new QuickstartRoute());
            main.configure().withDurationMaxMessages(1);
            // These settings override application.properties.
            service.properties().forEach(main::addOverrideProperty);
            main.bind("terminal", terminal);
            main.bind("references", service.references());
            main.bind("prompt", service.prompt());
            main.run();
        } catch (Exception e) {
            terminal.reportFailure(e);
        }
        terminal.sayResult();
        return terminal.wroteVideo();
    }
}
