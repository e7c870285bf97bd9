## Licensed under the Apache License, Version 2.0 (the "License");
## you may not use this file except in compliance with the License.
## You may obtain a copy of the License at
##
## http://www.apache.org/licenses/LICENSE-2.0
##
## Unless required by applicable law or agreed to in writing, software
## distributed under the License is distributed on an "AS IS" BASIS,
## WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
## See the License for the specific language governing permissions and
## limitations under the License.
package ${package};

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.main.Main;

## tag::class[]
/** Starts the application with a simulator instead of the paid service. */
public final class SimulatedApplication {

    private SimulatedApplication() {}

    public static void main(String[] args) throws Exception {
        try (RefVideoSimulator simulator =
                RefVideoSimulator.builder().jobTime(JobTime.fixed(Duration.ofSeconds(5))).start()) {
            Main main = new Main(Application.class);
            settings(simulator).forEach(main::addOverrideProperty);
            main.run(args);
        }
    }

    /** The settings that direct the component to the simulator. */
    static Map<String, String> settings(RefVideoSimulator simulator) {
        return Map.of(
                "camel.component.refvideo.base-url", simulator.gatewayUrl(),
                "camel.component.refvideo.api-key", "any",
                "camel.component.refvideo.blob-base-url", simulator.blobUrl(),
                "camel.component.refvideo.blob-access-key", RefVideoSimulator.BLOB_TOKEN,
                // The videos have a loopback address.
                "camel.component.refvideo.allow-private-addresses", "true");
    }
}
## end::class[]
