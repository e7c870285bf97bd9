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

import io.github.refvideo.camel.event.AccountSnapshot;
import io.github.refvideo.camel.event.JobListener;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.event.JobTotals;
import io.github.refvideo.camel.internal.exchange.MessageTracking;
import io.github.refvideo.camel.internal.metrics.ManagedColumn;
import io.github.refvideo.camel.internal.metrics.Monitors;
import io.github.refvideo.camel.internal.model.CostEstimate;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.model.VideoModels;
import io.github.refvideo.camel.internal.runtime.BeanReference;
import io.github.refvideo.camel.internal.runtime.KameletPropertyFunction;
import io.github.refvideo.camel.internal.runtime.ModelTableLoader;
import io.github.refvideo.camel.internal.runtime.OptionConfigurer;
import io.github.refvideo.camel.internal.runtime.OptionRange;
import io.github.refvideo.camel.internal.runtime.RefVideoRuntime;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.camel.spi.BillableRequest;
import io.github.refvideo.camel.spi.CancelOutcome;
import io.github.refvideo.camel.spi.VideoModel;
import io.github.refvideo.camel.spi.VideoRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.TabularData;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.PropertiesHelper;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * The refvideo component: reference-to-video for Camel routes. Owns what all endpoints share, such
 * as the job engine, the limits per credential and the job repository; see {@link RefVideoRuntime}.
 */
@ManagedResource(description = "Reference-to-video")
@Component("refvideo")
public class RefVideoComponent extends HealthCheckComponent implements SSLContextParametersAware {

    /** For {@link #cancel}. The limit of the engine is shorter. */
    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(10);

    @Metadata(description = "The default options of all endpoints.")
    private RefVideoConfiguration configuration = new RefVideoConfiguration();

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Whether to use the global TLS settings of the CamelContext.")
    private boolean useGlobalSslContextParameters;

    @Metadata(
            label = "advanced",
            description =
                    "A listener that is called for each step of each job, for "
                            + "example for progress displays and metrics. Beans of this type "
                            + "in the registry are found automatically.")
    private @Nullable JobListener jobListener;

    @Metadata(
            label = "advanced",
            defaultValue = "true",
            description =
                    "Whether to record Micrometer metrics for jobs, cost and quota. "
                            + "This requires a MeterRegistry bean in the registry when the "
                            + "component starts.")
    private boolean metricsEnabled = true;

    @Metadata(
            label = "advanced",
            defaultValue = "16",
            description =
                    "The number of threads on which routes continue after a video "
                            + "or an error. They are started on demand and stopped when idle. "
                            + "A later step that blocks (a synchronous call, a redelivery "
                            + "that is not asynchronous) occupies one. When all are blocked, "
                            + "more are started and a warning is logged. Not used with "
                            + "virtual threads.")
    private int workerThreads = 16;

    @Metadata(
            label = "producer",
            autowired = true,
            description =
                    "Records purchases, so that they are found again after a "
                            + "restart or by another node. If not set, a single bean of this "
                            + "type in the registry is used. If there is none, purchases are "
                            + "kept in memory: a restart loses them, and their jobs may be "
                            + "paid for again.")
    private @Nullable VideoJobRepository jobRepository;

    @Metadata(
            label = "producer,advanced",
            description =
                    "The name of this node in the records of the job repository, "
                            + "for diagnosis only. Each start of a process has its own "
                            + "identity, even if the name is the same.")
    private @Nullable String nodeId;

    @Metadata(
            label = "producer,advanced",
            javaType = "java.time.Duration",
            defaultValue = "30s",
            description =
                    "How long a process that does not renew its leases in the job "
                            + "repository is considered alive. After that, other processes "
                            + "may take over its purchases. A process renews its leases three "
                            + "times in this period. A process that was paused for longer "
                            + "does not submit.")
    private long claimTimeout = 30_000;

    @Metadata(
            label = "producer,advanced",
            defaultValue = "48h",
            javaType = "java.time.Duration",
            description =
                    "How long the job repository keeps a purchase after its last "
                            + "change. A purchase is not paid for again while it is kept.")
    private long jobRetention = 172_800_000;

    /** Survives a restart of the component, so that its purchases are still known. */
    private final VideoJobRepository memory = new MemoryVideoJobRepository();

    private UnaryOperator<String> environment = System::getenv;
    private volatile @Nullable ComponentServices services;
    private @Nullable OptionConfigurer componentOptions;
    private @Nullable OptionConfigurer endpointOptions;
    private ModelTable models = ModelTable.builtIn();
    private @Nullable Monitors monitors;
    private boolean open;

    public RefVideoComponent() {}

    public RefVideoComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
            throws Exception {
        RefVideoConfiguration own = configuration.copy();
        decodeKameletProperties(uri, parameters);
        own.addAdditionalHeaders(
                PropertiesHelper.extractProperties(parameters, "additionalHeader."));
        RefVideoEndpoint endpoint = endpoint(uri, RefVideoOperation.of(remaining), own);
        BeanReference.keepNames(parameters, "provider", "referenceStore");
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** The class of webhook endpoints is not loaded otherwise: camel-webhook is optional. */
    private RefVideoEndpoint endpoint(
            String uri, RefVideoOperation operation, RefVideoConfiguration own) {
        if (operation == RefVideoOperation.completed) {
            try {
                return RefVideoWebhookEndpoint.create(uri, this, own);
            } catch (NoClassDefFoundError e) {
                // Only the webhook component needs that class.
            }
        }
        return new RefVideoEndpoint(uri, this, operation, own);
    }

    /**
     * Text becomes a {@code StringBuilder}, in which Camel resolves neither placeholders nor beans.
     */
    private void decodeKameletProperties(String uri, Map<String, Object> parameters) {
        OptionConfigurer options = endpointOptions();
        boolean kamelet = false;
        for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
            String decoded = KameletPropertyFunction.decode(parameter.getValue());
            if (decoded != null) {
                kamelet = true;
                parameter.setValue(
                        options.getOptionType(parameter.getKey(), true) == String.class
                                ? new StringBuilder(decoded)
                                : decoded);
            }
        }
        if (kamelet) {
            rejectTruncatedValues(uri, options);
        }
    }

    /** Camel ends a value at {@code &}; the rest becomes a property without a value. */
    private void rejectTruncatedValues(String uri, OptionConfigurer options) {
        Properties properties = getCamelContext().getPropertiesComponent().getLocalProperties();
        if (properties == null) {
            return;
        }
        for (String name : properties.stringPropertyNames()) {
            if ("".equals(properties.get(name)) && options.getOptionType(name, true) == null) {
                throw new ResolveEndpointFailedException(
                        URISupport.sanitizeUri(uri),
                        "the Kamelet has no property '"
                                + name.strip()
                                + "'; write RAW(value) for a value that contains &");
            }
        }
    }

    @Override
    public synchronized PropertyConfigurer getComponentPropertyConfigurer() {
        if (componentOptions == null) {
            componentOptions =
                    new OptionConfigurer(getCamelContext(), "refvideo-component-configurer");
        }
        return componentOptions;
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return endpointOptions();
    }

    private synchronized OptionConfigurer endpointOptions() {
        if (endpointOptions == null) {
            endpointOptions =
                    new OptionConfigurer(getCamelContext(), "refvideo-endpoint-configurer");
        }
        return endpointOptions;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        MessageTracking.install(getCamelContext());
        // Camel looks up the configurer of a nested object in the registry first.
        getCamelContext()
                .getRegistry()
                .bind(
                        RefVideoConfiguration.class.getName(),
                        PropertyConfigurer.class,
                        new OptionConfigurer(
                                getCamelContext(),
                                RefVideoConfiguration.class.getName() + "-configurer"));
    }

    @Override
    protected void doStart() throws Exception {
        // Again, because disabling JMX before the start removes the event notifiers.
        MessageTracking.install(getCamelContext());
        open();
        super.doStart();
    }

    /**
     * Creates what all endpoints share. Not during init, because Camel Main applies component
     * options after init and the job repository must be set by then. Not only during start, because
     * an endpoint may be asked for its service URL before that.
     */
    private synchronized void open() {
        if (open) {
            return;
        }
        RefVideoRuntime runtime =
                new RefVideoRuntime(
                        getCamelContext(),
                        this,
                        workerThreads,
                        jobRepository == null ? memory : jobRepository,
                        nodeId == null ? UUID.randomUUID().toString() : nodeId,
                        Duration.ofMillis(claimTimeout),
                        Duration.ofMillis(jobRetention));
        HttpSettingsFactory httpSettings =
                new HttpSettingsFactory(
                        getCamelContext(),
                        useGlobalSslContextParameters
                                ? retrieveGlobalSslContextParameters()
                                : null);
        services =
                new ComponentServices(
                        runtime,
                        httpSettings,
                        new ProviderFactory(getCamelContext(), runtime, httpSettings, environment),
                        new ReferenceStoreFactory(
                                getCamelContext(), runtime, httpSettings, environment));
        if (jobListener != null) {
            runtime.engine().addListener(jobListener);
        }
        getCamelContext().getRegistry().findByType(JobListener.class).stream()
                .filter(listener -> listener != jobListener)
                .forEach(runtime.engine()::addListener);
        models = ModelTableLoader.load(getCamelContext(), configuration.getModelTable());
        ModelTable known = models;
        monitors =
                new Monitors(
                        getCamelContext(),
                        this,
                        runtime.engine(),
                        metricsEnabled,
                        model -> known.find(model).isPresent());
        open = true;
    }

    @Override
    protected synchronized void doStop() throws Exception {
        if (open) {
            // Only a start creates a new runtime: late callers get this one, which is stopped.
            open = false;
            services.runtime().stop();
            services.stores().close();
            monitors.close();
        }
        super.doStop();
    }

    // ---- monitoring, for all endpoints

    /** The number of jobs in flight and in the queue. */
    @ManagedAttribute(description = "Jobs in flight and in the queue")
    public int getJobsInFlight() {
        return services == null ? 0 : services.runtime().engine().inFlightCount();
    }

    /** The number of jobs that wait for a free slot; nothing is paid for them yet. */
    @ManagedAttribute(description = "Jobs that wait for a free slot; nothing is paid for them yet")
    public int getJobsQueued() {
        return getAccounts().stream().mapToInt(AccountSnapshot::queued).sum();
    }

    /** A snapshot of the jobs in flight and in the queue, oldest first. */
    public List<JobSnapshot> getJobs() {
        return services == null
                ? List.of()
                : services.runtime().engine().inFlight().stream()
                        .sorted(Comparator.comparing(JobSnapshot::elapsed).reversed())
                        .toList();
    }

    /** The totals of all jobs since the component was started. */
    public JobTotals getTotals() {
        return services == null ? JobTotals.NONE : services.runtime().engine().totals();
    }

    /** The current use of the limits of each credential. */
    public List<AccountSnapshot> getAccounts() {
        return services == null ? List.of() : services.runtime().engine().accounts();
    }

    /**
     * Cancels a job that a route of this component waits for. A job that is not submitted, for
     * example because it waits for a free slot ({@code maxInFlight}), is not submitted any more;
     * its exchange, and each redelivery of it, fails with {@code RefVideoJobCanceledException}.
     * Otherwise the service is asked, and the route gets the result with the next status of the
     * job. Does not block.
     *
     * @param id the id of the job or of its exchange; a job that is not submitted has no id yet
     * @return {@code TOO_LATE} also while the submit is being sent. Completes exceptionally if no
     *     route of this component waits for the job, if it is submitted and the service cannot
     *     cancel (the gateway) or does not answer, or if the job repository fails
     */
    public CompletableFuture<CancelOutcome> cancelJob(String id) {
        return services().runtime().engine().cancel(id);
    }

    /** The jobs in flight and in the queue as a table, for JMX. */
    @ManagedOperation(description = "The jobs in flight, oldest first")
    public TabularData jobs() throws OpenDataException {
        return ManagedColumn.table("jobs", ManagedColumn.JOB, getJobs());
    }

    /** {@link #getAccounts} as a table, for JMX. */
    @ManagedOperation(description = "The current use of the limits of each credential")
    public TabularData accounts() throws OpenDataException {
        return ManagedColumn.table("accounts", ManagedColumn.ACCOUNT, getAccounts());
    }

    /** {@link #getTotals} as a table, for JMX. */
    @ManagedOperation(description = "The totals of all jobs since the component was started")
    public TabularData outcomes() throws OpenDataException {
        return ManagedColumn.table("outcomes", ManagedColumn.TOTALS, List.of(getTotals()));
    }

    /**
     * {@link #cancelJob} for JMX. Waits up to 10 seconds for the answer.
     *
     * @return the answer as text
     */
    @ManagedOperation(description = "Cancels a job by its id or the id of its exchange")
    public String cancel(String id) {
        try {
            return switch (cancelJob(id).get(CANCEL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                case CANCELED -> "Job " + id + " was canceled";
                case TOO_LATE ->
                        "Job " + id + " is submitted, running or has ended: too late to cancel";
            };
        } catch (ExecutionException e) {
            return "Not canceled: " + e.getCause().getMessage();
        } catch (TimeoutException e) {
            return "Result unknown: no worker thread became free within 10 s";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Result unknown: interrupted";
        }
    }

    /**
     * Estimates the cost of a request before anything is sent, by the list prices of the model
     * table ({@code modelTable} of the component). An option that the request does not set has the
     * default of the service; options of the component or of endpoints are not applied. The actual
     * cost can be lower. Does not block, and does not call a service.
     *
     * @return the maximum cost in US dollars; empty if the price of the model is not known
     * @since 0.1.0
     */
    public Optional<BigDecimal> estimateCost(VideoRequest request) {
        services();
        return CostEstimate.of(BillableRequest.of(request), models).map(CostEstimate::max);
    }

    /**
     * The models that a message can select with the options of this component: the models of the
     * table ({@code modelTable}) that the service ({@code provider}, {@code region}) offers, and
     * that {@code allowedModels} permits if it is set. In the order of {@code allowedModels}, after
     * {@code model}, or of the table. Does not block, and does not call a service.
     *
     * @since 0.1.0
     */
    public List<VideoModel> getModels() {
        services();
        List<String> allowed = configuration.allowedModelList();
        if (allowed != null && configuration.getModel() != null) {
            allowed = Stream.concat(Stream.of(configuration.getModel()), allowed.stream()).toList();
        }
        return VideoModels.of(models, ProviderFactory.limits(configuration), allowed);
    }

    ComponentServices services() {
        if (services == null) {
            open();
        }
        return services;
    }

    /** Replaces the environment variables in tests. */
    void setEnvironment(UnaryOperator<String> variables) {
        environment = variables;
    }

    public RefVideoConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(RefVideoConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public int getWorkerThreads() {
        return workerThreads;
    }

    public void setWorkerThreads(int workerThreads) {
        this.workerThreads = OptionRange.atLeast("workerThreads", workerThreads, 1);
    }

    public @Nullable VideoJobRepository getJobRepository() {
        return jobRepository;
    }

    public void setJobRepository(@Nullable VideoJobRepository jobRepository) {
        this.jobRepository = jobRepository;
    }

    public @Nullable String getNodeId() {
        return nodeId;
    }

    public void setNodeId(@Nullable String nodeId) {
        this.nodeId = nodeId;
    }

    public long getClaimTimeout() {
        return claimTimeout;
    }

    /**
     * In milliseconds, at least 1000. A lease is renewed three times in this period.
     *
     * @throws IllegalArgumentException if the value is too small
     */
    public void setClaimTimeout(long claimTimeout) {
        this.claimTimeout = OptionRange.atLeast("claimTimeout", claimTimeout, 1000);
    }

    public long getJobRetention() {
        return jobRetention;
    }

    public void setJobRetention(long jobRetention) {
        this.jobRetention = OptionRange.atLeast("jobRetention", jobRetention, 1000);
    }

    public @Nullable JobListener getJobListener() {
        return jobListener;
    }

    public void setJobListener(@Nullable JobListener jobListener) {
        this.jobListener = jobListener;
    }

    public boolean isMetricsEnabled() {
        return metricsEnabled;
    }

    public void setMetricsEnabled(boolean metricsEnabled) {
        this.metricsEnabled = metricsEnabled;
    }
}
