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

import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.model.Region;
import io.github.refvideo.camel.internal.model.ServiceLimits;
import io.github.refvideo.camel.internal.provider.ServiceCredential;
import io.github.refvideo.camel.internal.provider.dashscope.DashscopeProvider;
import io.github.refvideo.camel.internal.provider.dashscope.DashscopeSettings;
import io.github.refvideo.camel.internal.provider.gateway.GatewayProvider;
import io.github.refvideo.camel.internal.provider.gateway.GatewaySettings;
import io.github.refvideo.camel.internal.provider.openai.OpenAiVideosProvider;
import io.github.refvideo.camel.internal.provider.openai.OpenAiVideosSettings;
import io.github.refvideo.camel.internal.provider.openai.VideosServer;
import io.github.refvideo.camel.internal.runtime.BeanReference;
import io.github.refvideo.camel.internal.runtime.RefVideoRuntime;
import io.github.refvideo.camel.spi.VideoProvider;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Creates the provider that is selected by the options of an endpoint. */
final class ProviderFactory {

    private static final String EXAMPLE_URL = "https://host/v4/ai";
    private static final Pattern CONTAINER_URL =
            Pattern.compile("https?://[A-Za-z0-9][A-Za-z0-9_.-]*(:\\d{1,5})?(/[A-Za-z0-9._~/-]*)?");
    private static final int MAX_WEBHOOK_URL = 2_000;

    private final CamelContext camelContext;
    private final RefVideoRuntime runtime;
    private final HttpSettingsFactory httpSettings;
    private final UnaryOperator<String> environment;

    /**
     * @param environment returns the value of an environment variable; null if it is not set
     */
    ProviderFactory(
            CamelContext camelContext,
            RefVideoRuntime runtime,
            HttpSettingsFactory httpSettings,
            UnaryOperator<String> environment) {
        this.camelContext = camelContext;
        this.runtime = runtime;
        this.httpSettings = httpSettings;
        this.environment = environment;
    }

    /**
     * @param models the model table of the endpoint
     */
    VideoProvider create(RefVideoConfiguration configuration, ModelTable models) throws Exception {
        String name = configuration.getProvider();
        if (!isContainer(configuration)) {
            checkUrl("baseUrl", configuration.getBaseUrl(), EXAMPLE_URL);
        }
        checkUrl("listBaseUrl", configuration.getListBaseUrl(), EXAMPLE_URL);
        checkWebhookUrl(configuration);
        if (name.startsWith("#")) {
            return BeanReference.find(camelContext, "provider", name, VideoProvider.class);
        }
        return switch (name) {
            case GatewayProvider.NAME -> gateway(configuration, models);
            case DashscopeProvider.NAME -> dashscope(configuration, models);
            case OpenAiVideosProvider.NAME -> openAiVideos(configuration, models);
            default ->
                    throw new IllegalArgumentException(
                            "provider: '"
                                    + name
                                    + "' is not allowed; write gateway, dashscope, openai-videos,"
                                    + " or #name for a bean of type VideoProvider");
        };
    }

    /** The limits of the selected service that are the same for all models. */
    static ServiceLimits limits(RefVideoConfiguration configuration) {
        return switch (configuration.getProvider()) {
            case GatewayProvider.NAME -> ServiceLimits.gateway();
            case OpenAiVideosProvider.NAME -> ServiceLimits.openAiVideos();
            case DashscopeProvider.NAME ->
                    ServiceLimits.dashScope(
                            Region.ofHost(URI.create(baseUrl(configuration)).getHost())
                                    .orElse(null));
            default -> ServiceLimits.other();
        };
    }

    /** The environment is not searched for a key: it could be that of another service. */
    private VideoProvider openAiVideos(RefVideoConfiguration configuration, ModelTable models)
            throws Exception {
        String url = baseUrl(configuration);
        if (url.isEmpty()) {
            throw new IllegalArgumentException(
                    "baseUrl: is missing; provider=openai-videos has no public service. Write the URL"
                            + " of your server, such as http://gpu1:8091/v1");
        }
        OpenAiVideosSettings settings =
                new OpenAiVideosSettings(
                        url,
                        ServiceCredential.find("api-key", configuration.getApiKey()).orElse(null),
                        headers(configuration),
                        Duration.ofMillis(configuration.getResponseTimeout()),
                        switch (configuration.getOpenaiServer()) {
                            case auto -> null;
                            case vllm -> VideosServer.VLLM_OMNI;
                            case sglang -> VideosServer.SGLANG;
                        },
                        configuration.isPassReferenceUrls());
        return new OpenAiVideosProvider(
                settings,
                runtime.client(httpSettings.forService(configuration)),
                runtime.timer()::now,
                models);
    }

    private VideoProvider dashscope(RefVideoConfiguration configuration, ModelTable models)
            throws Exception {
        DashscopeSettings settings =
                dashscopeSettings(
                        configuration,
                        environment,
                        "set the option, or DASHSCOPE_API_KEY or ALIBABA_API_KEY in the"
                                + " environment");
        return new DashscopeProvider(
                settings,
                runtime.client(httpSettings.forService(configuration)),
                runtime.timer()::now,
                models);
    }

    private VideoProvider gateway(RefVideoConfiguration configuration, ModelTable models)
            throws Exception {
        ServiceCredential credential =
                GatewaySettings.findCredential(configuration.getApiKey(), environment)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "apiKey: is missing; set the option, or"
                                                        + " AI_GATEWAY_API_KEY or VERCEL_OIDC_TOKEN"
                                                        + " in the environment"));
        GatewaySettings settings =
                new GatewaySettings(
                        baseUrl(configuration),
                        credential,
                        configuration.getTeam(),
                        headers(configuration),
                        configuration.getGatewayFlow() == GatewayFlow.stream,
                        Duration.ofMillis(configuration.getResponseTimeout()),
                        Duration.ofMillis(configuration.getHeartbeatTimeout()),
                        configuration.getMaxVideoSize());
        return new GatewayProvider(
                settings,
                runtime.client(httpSettings.forService(configuration)),
                runtime.timer()::now,
                runtime.spool(configuration.getSpoolDirectory()),
                models);
    }

    /**
     * The settings for the jobs and the temporary storage of DashScope.
     *
     * @param environment returns the value of an environment variable; null if it is not set
     * @param remedy the end of the error message if there is no API key
     * @throws IllegalArgumentException if there is no API key
     */
    static DashscopeSettings dashscopeSettings(
            RefVideoConfiguration configuration, UnaryOperator<String> environment, String remedy) {
        ServiceCredential credential =
                DashscopeSettings.findCredential(configuration.getApiKey(), environment)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "apiKey: is missing; " + remedy));
        return new DashscopeSettings(
                baseUrl(configuration),
                configuration.getListBaseUrl(),
                credential,
                configuration.getWorkspaceId(),
                headers(configuration),
                Duration.ofMillis(configuration.getResponseTimeout()),
                DashscopeSettings.DEFAULT_UNKNOWN_GRACE);
    }

    /** Additional headers of each call, in the order of the options. */
    private static Map<String, String> headers(RefVideoConfiguration configuration) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (configuration.getAdditionalHeader() != null) {
            configuration
                    .getAdditionalHeader()
                    .forEach((name, value) -> headers.put(name, String.valueOf(value)));
        }
        return headers;
    }

    /** The base URL of the selected service; empty if it is missing. */
    static String baseUrl(RefVideoConfiguration configuration) {
        String url = configuration.getBaseUrl() == null ? "" : configuration.getBaseUrl().strip();
        return switch (configuration.getProvider()) {
            case DashscopeProvider.NAME ->
                    DashscopeRegion.baseUrl(
                            configuration.getBaseUrl(),
                            configuration.getRegion(),
                            configuration.getWorkspaceId());
            case OpenAiVideosProvider.NAME -> url;
            default -> url.isEmpty() ? GatewaySettings.DEFAULT_BASE_URL : url;
        };
    }

    /** Where the selected service reports the end of jobs; null if it does not. */
    static @Nullable String webhookUrl(RefVideoConfiguration configuration) {
        String url = configuration.getWebhookUrl();
        boolean reports =
                configuration.getProvider().equals(GatewayProvider.NAME)
                        && configuration.getGatewayFlow() == GatewayFlow.async;
        return reports && url != null && !url.isBlank() ? url.strip() : null;
    }

    /** The URL is sent to the service, and a copy of an event must not be readable on its way. */
    private static void checkWebhookUrl(RefVideoConfiguration configuration) {
        String url = webhookUrl(configuration);
        if (url == null) {
            return;
        }
        String path = url.replaceFirst("\\?[^#]*$", "");
        boolean plain = path.startsWith("http:") && !baseUrl(configuration).startsWith("http:");
        if (!isAllowed(path) || plain || url.length() > MAX_WEBHOOK_URL) {
            throw new IllegalArgumentException(
                    "webhookUrl: is not allowed; write an absolute https URL of at most "
                            + MAX_WEBHOOK_URL
                            + " characters without user, password and fragment, such as"
                            + " https://host/refvideo/events. http is allowed only if baseUrl is"
                            + " http");
        }
    }

    /**
     * Called at the start of the route, before the first paid call.
     *
     * @param option the option that contains the URL
     * @param url null or blank if not set
     * @param example an allowed URL
     * @throws IllegalArgumentException names the option, but does not contain the URL
     */
    static void checkUrl(String option, @Nullable String url, String example) {
        if (url == null || url.isBlank() || isAllowed(url.strip())) {
            return;
        }
        throw new IllegalArgumentException(
                option
                        + ": is not allowed; write an absolute http or https URL without user,"
                        + " password, query and fragment, such as "
                        + example);
    }

    /**
     * Whether the base URL is that of a container whose name has an underscore, which {@link URI}
     * does not accept in a host name.
     */
    private static boolean isContainer(RefVideoConfiguration configuration) {
        return configuration.getProvider().equals(OpenAiVideosProvider.NAME)
                && CONTAINER_URL.matcher(baseUrl(configuration)).matches();
    }

    private static boolean isAllowed(String url) {
        try {
            URI uri = new URI(url);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            // Paths are appended; they would become part of a query.
            return http
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
