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
package io.github.refvideo.camel.dsl;

import io.github.refvideo.simulator.RefVideoSimulator;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.Main;

/**
 * A stand-alone Camel application: Camel Main, routes in a file or a class, and properties. Only
 * the base URL differs from a real application.
 */
public final class Application implements AutoCloseable {

    /** A recognizable key, to detect leaks. */
    public static final String KEY = "canary-key-5e2b90";

    private final Main main = new Main();

    private Application() {
        main.configure().withShutdownTimeout(2);
    }

    /** An application with routes in a file of the class path. */
    public static Application ofFile(String routes, Map<String, String> settings) throws Exception {
        Application application = new Application();
        application.main.configure().withRoutesIncludePattern("classpath:" + routes);
        return application.start(settings);
    }

    public static Application of(RoutesBuilder routes, Map<String, String> settings)
            throws Exception {
        Application application = new Application();
        application.main.configure().addRoutesBuilder(routes);
        return application.start(settings);
    }

    /** The settings for the simulator; may be changed. */
    public static Map<String, String> settings(RefVideoSimulator simulator) {
        Map<String, String> settings = new HashMap<>();
        settings.put("service.key", KEY);
        settings.put("camel.component.refvideo.api-key", "{{service.key}}");
        settings.put("camel.component.refvideo.base-url", simulator.gatewayUrl());
        settings.put("camel.component.refvideo.blob-base-url", simulator.blobUrl());
        settings.put("camel.component.refvideo.blob-access-key", RefVideoSimulator.BLOB_TOKEN);
        settings.put("camel.component.refvideo.allow-private-addresses", "true");
        settings.put("camel.component.refvideo.poll-interval", "50ms");
        settings.put("camel.component.refvideo.initial-poll-delay", "50ms");
        return settings;
    }

    private Application start(Map<String, String> settings) throws Exception {
        settings.forEach(main::addOverrideProperty);
        try {
            main.start();
        } catch (Exception e) {
            main.shutdown();
            throw e;
        }
        return this;
    }

    public CamelContext context() {
        return main.getCamelContext();
    }

    public ProducerTemplate template() throws Exception {
        return main.getCamelTemplate();
    }

    @Override
    public void close() {
        main.shutdown();
    }
}
