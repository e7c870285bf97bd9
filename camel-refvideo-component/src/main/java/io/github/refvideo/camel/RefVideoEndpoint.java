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

import io.github.refvideo.camel.internal.engine.JobSpec.CompletionPoint;
import io.github.refvideo.camel.internal.exchange.MessageOptions;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.internal.runtime.ModelTableLoader;
import java.util.List;
import java.util.Map;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;

/** Generate a new video that shows the characters of reference images or videos. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "refvideo",
        title = "RefVideo",
        syntax = "refvideo:operation",
        remote = true,
        category = {Category.AI, Category.CLOUD},
        headersClass = RefVideoConstants.class)
public class RefVideoEndpoint extends ScheduledPollEndpoint
        implements AsyncEndpoint, EndpointServiceLocation {

    /** Default of the option {@code delay}, in milliseconds: jobs take minutes. */
    private static final long RESUME_DELAY = 10_000;

    private static final String WEBHOOK_ONLY =
            "refvideo:completed receives HTTP requests; use from(\"webhook:refvideo:completed\"), with"
                    + " the dependency camel-webhook";

    @UriPath(description = "The operation of the endpoint.")
    @Metadata(required = true)
    private RefVideoOperation operation;

    @UriParam private RefVideoConfiguration configuration;

    private ModelTable models = ModelTable.builtIn();

    public RefVideoEndpoint(
            String uri,
            RefVideoComponent component,
            RefVideoOperation operation,
            RefVideoConfiguration configuration) {
        super(uri, component);
        this.operation = operation;
        this.configuration = configuration;
        setDelay(RESUME_DELAY);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        models = ModelTableLoader.load(getCamelContext(), configuration.getModelTable());
        GenerateRequestReader.referenceSettings(configuration);
        MessageOptions.parse(configuration.getAllowedMessageOptions());
        List<ValidationError> errors = GenerateRequestReader.validate(configuration);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(ValidationError.list(errors));
        }
    }

    @Override
    public Producer createProducer() {
        return switch (operation) {
            case generate ->
                    new RefVideoPurchaseProducer(this, context(), CompletionPoint.DELIVERED);
            case submit -> new RefVideoPurchaseProducer(this, context(), CompletionPoint.SUBMITTED);
            case status -> new RefVideoJobQueryProducer.Status(this, context());
            case await -> new RefVideoAwaitProducer(this, context());
            case cancel -> new RefVideoJobQueryProducer.Cancel(this, context());
            case resume ->
                    throw new UnsupportedOperationException(
                            "refvideo:resume is consumer-only; use it in from()");
            case completed -> throw new UnsupportedOperationException(WEBHOOK_ONLY);
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (operation == RefVideoOperation.completed) {
            throw new UnsupportedOperationException(WEBHOOK_ONLY);
        }
        if (operation != RefVideoOperation.resume) {
            throw new UnsupportedOperationException(
                    "refvideo:" + operation + " is producer-only; use it in to()");
        }
        RefVideoResumeConsumer consumer = new RefVideoResumeConsumer(this, context(), processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public RefVideoComponent getComponent() {
        return (RefVideoComponent) super.getComponent();
    }

    @Override
    public String getServiceUrl() {
        return ProviderFactory.baseUrl(configuration);
    }

    @Override
    public String getServiceProtocol() {
        return getServiceUrl().startsWith("http:") ? "http" : "https";
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        return Map.of("provider", configuration.getProvider());
    }

    public RefVideoOperation getOperation() {
        return operation;
    }

    public void setOperation(RefVideoOperation operation) {
        this.operation = operation;
    }

    public RefVideoConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(RefVideoConfiguration configuration) {
        this.configuration = configuration;
    }

    private EndpointContext context() {
        return new EndpointContext(operation, configuration, models, getComponent()::services);
    }
}
