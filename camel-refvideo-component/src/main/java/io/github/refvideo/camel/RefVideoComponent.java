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
import io.github.refvideo.camel.internal.exchange.KameletPropertyFunction;
import io.github.refvideo.camel.internal.exchange.MessageTracking;
import io.github.refvideo.camel.internal.metrics.ManagedColumn;
import io.github.refvideo.camel.internal.metrics.Monitors;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.runtime.BeanReference;
import io.github.refvideo.camel.internal.runtime.ModelTableLoader;
import io.github.refvideo.camel.internal.runtime.OptionRange;
import io.github.refvideo.camel.internal.runtime.RefVideoRuntime;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.camel.spi.CancelOutcome;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
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

/**
 * Reference-to-video for Camel routes. Owns everything that outlives a single endpoint: see {@link
 * RefVideoRuntime}.
 */
@ManagedResource(description = "Reference-to-video")
@Component("refvideo")
public class RefVideoComponent extends HealthCheckComponent implements SSLContextParametersAware {

    @Metadata(description = "The default options of all endpoints.")
    private RefVideoConfiguration configuration = new RefVideoConfiguration();

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Whether to use the TLS settings of the CamelContext.")
    private boolean useGlobalSslContextParameters;

    @Metadata(
            label = "advanced",
            description =
                    "A listener that is called at each step of each job, for progress displays "
                            + "and metrics. Beans of this type in the registry are found "
                            + "automatically.")
    private JobListener jobListener;

    @Metadata(
            label = "advanced",
            defaultValue = "true",
            description =
                    "Whether to record metrics about jobs, cost and quota, if the registry has a "
                            + "Micrometer MeterRegistry bean when the component starts.")
    private boolean metricsEnabled = true;

    @Metadata(
            label = "advanced",
            defaultValue = "16",
            description =
                    "The number of threads on which routes continue after a video or an error. "
                            + "They start when needed and end when idle. A later step that blocks "
                            + "(a synchronous call, a redelivery that is not asynchronous) holds "
                            + "one. When all are blocked, more are started, with a warning. Not "
                            + "used with virtual threads.")
    private int workerThreads = 16;

    @Metadata(
            label = "producer",
            autowired = true,
            description =
                    "Records purchases, so that they are found again after a restart or by "
                            + "another node. If not set, the only bean of this type in the "
                            + "registry is used; if there is none, purchases are kept in memory.")
    private VideoJobRepository jobRepository;

    @Metadata(
            label = "producer,advanced",
            description =
                    "The name of this node in the records of the job repository, for diagnosis. "
                            + "Each start of a process has an identity of its own, also under the "
                            + "same name.")
    private String nodeId;

    @Metadata(
            label = "producer,advanced",
            javaType = "java.time.Duration",
            defaultValue = "30s",
            description =
                    "How long a process that does not report to the job repository counts as "
                            + "alive. After that, others may take over its purchases. A process "
                            + "reports three times in this period. A process that was paused for "
                            + "longer does not submit.")
    private long claimTimeout = 30_000;

    @Metadata(
            label = "producer,advanced",
            defaultValue = "48h",
            javaType = "java.time.Duration",
            description =
                    "How long the job repository keeps a purchase after its last change. As long "
                            + "as a purchase is kept, it is not paid for again.")
    private long jobRetention = 172_800_000;

    /** Kept when the component is restarted, so that it does not forget what was paid. */
    private final VideoJobRepository memory = new MemoryVideoJobRepository();

    private UnaryOperator<String> environment = System::getenv;
    private volatile RefVideoRuntime runtime;
    private volatile ProviderFactory providers;
    private volatile HttpSettingsFactory httpSettings;
    private volatile ReferenceStoreFactory stores;
    private Monitors monitors;
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
        RefVideoEndpoint endpoint =
                new RefVideoEndpoint(uri, this, RefVideoOperation.of(remaining), own);
        BeanReference.keepAsWords(parameters, "provider", "referenceStore");
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /**
     * Text becomes a {@code StringBuilder}, in which Camel resolves neither placeholders nor beans.
     */
    private void decodeKameletProperties(String uri, Map<String, Object> parameters) {
        RefVideoEndpointConfigurer options = new RefVideoEndpointConfigurer();
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
            refuseCutValues(uri, options);
        }
    }

    /** Camel ends a value at {@code &}; the rest becomes a property without a value. */
    private void refuseCutValues(String uri, RefVideoEndpointConfigurer options) {
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
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return OptionConfigurers.ofComponent();
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return OptionConfigurers.ofEndpoint();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        MessageTracking.install(getCamelContext());
        // Camel looks here first for the configurer of a nested object.
        getCamelContext()
                .getRegistry()
                .bind(
                        RefVideoConfiguration.class.getName(),
                        PropertyConfigurer.class,
                        OptionConfigurers.ofConfiguration());
    }

    @Override
    protected void doStart() throws Exception {
        // Again: a context that is told to disable JMX before it starts drops its notifiers.
        MessageTracking.install(getCamelContext());
        open();
        super.doStart();
    }

    /**
     * Makes what all endpoints share. Not at init: Camel Main sets the options behind it, and a job
     * repository that comes too late is one that nobody uses. Not only at start either: an endpoint
     * may be asked what it talks to before that.
     */
    private synchronized void open() {
        if (open) {
            return;
        }
        runtime =
                new RefVideoRuntime(
                        getCamelContext(),
                        this,
                        workerThreads,
                        jobRepository == null ? memory : jobRepository,
                        nodeId == null ? UUID.randomUUID().toString() : nodeId,
                        Duration.ofMillis(claimTimeout),
                        Duration.ofMillis(jobRetention));
        httpSettings =
                new HttpSettingsFactory(
                        getCamelContext(),
                        useGlobalSslContextParameters
                                ? retrieveGlobalSslContextParameters()
                                : null);
        providers = new ProviderFactory(getCamelContext(), runtime, httpSettings, environment);
        stores = new ReferenceStoreFactory(getCamelContext(), runtime, httpSettings, environment);
        if (jobListener != null) {
            runtime.engine().addListener(jobListener);
        }
        getCamelContext().getRegistry().findByType(JobListener.class).stream()
                .filter(listener -> listener != jobListener)
                .forEach(runtime.engine()::addListener);
        ModelTable models = ModelTableLoader.load(getCamelContext(), configuration.getModelTable());
        monitors =
                new Monitors(
                        getCamelContext(),
                        this,
                        runtime.engine(),
                        metricsEnabled,
                        model -> models.find(model).isPresent());
        open = true;
    }

    @Override
    protected synchronized void doStop() throws Exception {
        if (open) {
            // Only a start makes another runtime: what still asks for this one finds it stopped.
            open = false;
            runtime.stop();
            stores.close();
            monitors.close();
        }
        super.doStop();
    }

    // ---- what is going on, over all endpoints

    /** The number of jobs in flight and in the queue. */
    @ManagedAttribute(description = "Jobs in flight and in the queue")
    public int getJobsInFlight() {
        return runtime == null ? 0 : runtime.engine().inFlightCount();
    }

    /** The number of jobs that wait for a free slot; nothing is paid for them yet. */
    @ManagedAttribute(description = "Jobs that wait for a free slot; nothing is paid for them yet")
    public int getJobsQueued() {
        return getAccounts().stream().mapToInt(AccountSnapshot::queued).sum();
    }

    /** The jobs under way, the oldest first. */
    public List<JobSnapshot> getJobs() {
        return runtime == null
                ? List.of()
                : runtime.engine().inFlight().stream()
                        .sorted(Comparator.comparing(JobSnapshot::elapsed).reversed())
                        .toList();
    }

    /** What became of all jobs since the component was started. */
    public JobTotals getTotals() {
        return runtime == null ? JobTotals.NONE : runtime.engine().totals();
    }

    /** How each credential is used at this moment. */
    public List<AccountSnapshot> getAccounts() {
        return runtime == null ? List.of() : runtime.engine().accounts();
    }

    /**
     * Asks the service to cancel a job that a route here waits for; that route hears of it by the
     * job's status. Does not wait for the answer.
     *
     * @return what the service said; fails when no route here waits for that job, when its service
     *     cannot cancel (the gateway), or when it does not answer
     */
    public CompletableFuture<CancelOutcome> cancelJob(String jobId) {
        return runtime().engine().cancel(jobId);
    }

    /** The jobs under way as a table. */
    @ManagedOperation(description = "The jobs in flight, oldest first")
    public TabularData jobs() throws OpenDataException {
        return ManagedColumn.table("jobs", ManagedColumn.JOB, getJobs());
    }

    /** The use of each credential as a table. */
    @ManagedOperation(description = "The current use of the limits of each credential")
    public TabularData accounts() throws OpenDataException {
        return ManagedColumn.table("accounts", ManagedColumn.ACCOUNT, getAccounts());
    }

    /** What became of all jobs as a table. */
    @ManagedOperation(description = "The outcomes of all jobs since the component was started")
    public TabularData outcomes() throws OpenDataException {
        return ManagedColumn.table("outcomes", ManagedColumn.TOTALS, List.of(getTotals()));
    }

    /** {@link #cancelJob} in words. */
    @ManagedOperation(description = "Asks the service to cancel a job and returns its answer")
    public String cancel(String jobId) {
        return CancelCommand.ask(this, jobId);
    }

    private void openFirst() {
        if (runtime == null) {
            open();
        }
    }

    RefVideoRuntime runtime() {
        openFirst();
        return runtime;
    }

    ProviderFactory providers() {
        openFirst();
        return providers;
    }

    ReferenceStoreFactory stores() {
        openFirst();
        return stores;
    }

    HttpSettingsFactory httpSettings() {
        openFirst();
        return httpSettings;
    }

    /** Stands in for the environment in tests. */
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

    public VideoJobRepository getJobRepository() {
        return jobRepository;
    }

    public void setJobRepository(VideoJobRepository jobRepository) {
        this.jobRepository = jobRepository;
    }

    public String getNodeId() {
        return nodeId;
    }

    public void setNodeId(String nodeId) {
        this.nodeId = nodeId;
    }

    public long getClaimTimeout() {
        return claimTimeout;
    }

    /** At least a second: a claim is renewed three times in this while. */
    public void setClaimTimeout(long claimTimeout) {
        this.claimTimeout = OptionRange.atLeast("claimTimeout", claimTimeout, 1000);
    }

    public long getJobRetention() {
        return jobRetention;
    }

    public void setJobRetention(long jobRetention) {
        this.jobRetention = OptionRange.atLeast("jobRetention", jobRetention, 1000);
    }

    public JobListener getJobListener() {
        return jobListener;
    }

    public void setJobListener(JobListener jobListener) {
        this.jobListener = jobListener;
    }

    public boolean isMetricsEnabled() {
        return metricsEnabled;
    }

    public void setMetricsEnabled(boolean metricsEnabled) {
        this.metricsEnabled = metricsEnabled;
    }
}
