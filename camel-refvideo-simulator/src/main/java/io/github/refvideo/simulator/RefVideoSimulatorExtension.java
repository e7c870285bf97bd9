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
package io.github.refvideo.simulator;

import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit 5 extension that provides a simulator for the tests of one class.
 *
 * <pre>{@code
 * @RegisterExtension
 * static RefVideoSimulatorExtension sim = RefVideoSimulatorExtension.create(b -> b.jobTime(JobTime.instant()));
 *
 * @Test
 * void paysOnce(RefVideoSimulator simulator) { ... }
 * }</pre>
 *
 * <p>It starts before the first test (register it as a static field) and is {@linkplain
 * RefVideoSimulator#reset() reset} before each.
 */
public final class RefVideoSimulatorExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, ParameterResolver {
    private final Consumer<RefVideoSimulatorBuilder> configuration;
    private RefVideoSimulator simulator;

    /** For {@code @ExtendWith}: a simulator with default settings. */
    public RefVideoSimulatorExtension() {
        this(builder -> {});
    }

    private RefVideoSimulatorExtension(Consumer<RefVideoSimulatorBuilder> configuration) {
        this.configuration = configuration;
    }

    /** A simulator with default settings. */
    public static RefVideoSimulatorExtension create() {
        return new RefVideoSimulatorExtension();
    }

    /** A simulator that the given function configures before it starts. */
    public static RefVideoSimulatorExtension create(
            Consumer<RefVideoSimulatorBuilder> configuration) {
        return new RefVideoSimulatorExtension(configuration);
    }

    /**
     * The simulator of this test class. Available from before the first test until after the last.
     */
    public synchronized RefVideoSimulator simulator() {
        if (simulator == null) {
            RefVideoSimulatorBuilder builder = RefVideoSimulator.builder();
            configuration.accept(builder);
            simulator = builder.start();
        }
        return simulator;
    }

    /** As {@link RefVideoSimulator#gatewayUrl()}. */
    public String gatewayUrl() {
        return simulator().gatewayUrl();
    }

    /** As {@link RefVideoSimulator#dashscopeUrl()}. */
    public String dashscopeUrl() {
        return simulator().dashscopeUrl();
    }

    /** As {@link RefVideoSimulator#blobUrl()}. */
    public String blobUrl() {
        return simulator().blobUrl();
    }

    /** As {@link RefVideoSimulator#vllmOmniUrl()}. */
    public String vllmOmniUrl() {
        return simulator().vllmOmniUrl();
    }

    /** As {@link RefVideoSimulator#sglangUrl()}. */
    public String sglangUrl() {
        return simulator().sglangUrl();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        simulator();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        simulator().acceptConnections();
        simulator().reset();
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
        if (simulator != null) {
            simulator.close();
            simulator = null;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RefVideoSimulator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return simulator();
    }
}
