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

import io.github.refvideo.camel.repository.FileVideoJobRepository;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;

/** A node that is killed while it generates a video to a file. */
final class KilledNodeMain {

    /** Milliseconds after which a killed node counts as dead. */
    static final long CLAIM_TIMEOUT = 3_000;

    private KilledNodeMain() {}

    /**
     * @param args the gateway, the reference, the directory of jobs, the directory of videos
     */
    public static void main(String[] args) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
            component.setNodeId("killed");
            component.setClaimTimeout(CLAIM_TIMEOUT);
            component.setJobRepository(new FileVideoJobRepository(Path.of(args[2])));
            RefVideoConfiguration options = component.getConfiguration();
            options.setBaseUrl(args[0]);
            options.setApiKey("simulated");
            options.setAllowPrivateAddresses(true);
            options.setModel("alibaba/wan-v2.6-r2v");
            options.setPrompt("character1 waves");
            options.setPollInterval(50L);
            options.setOutput(RefVideoOutput.file);
            options.setOutputDirectory(args[3]);
            context.start();
            context.createProducerTemplate().requestBody("refvideo:generate", args[1]);
        }
    }
}
