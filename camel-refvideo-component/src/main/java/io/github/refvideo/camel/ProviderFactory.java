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
import io.github.refvideo.camel.internal.provider.dashscope.DashscopeProvider;
import io.github.refvideo.camel.internal.provider.dashscope.DashscopeSettings;
import io.github.refvideo.camel.internal.provider.gateway.GatewayCredential;
import io.github.refvideo.camel.internal.provider.gateway.GatewayProvider;
import io.github.refvideo.camel.internal.provider.gateway.GatewaySettings;
import io.github.refvideo.camel.internal.runtime.BeanReference;
import io.github.refvideo.camel.internal.runtime.RefVideoRuntime;
import io.github.refvideo.camel.spi.VideoProvider;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;

/** Makes the provider that an endpoint's options ask for. */
final class ProviderFactory {

    private final CamelContext camelContext;
    private final RefVideoRuntime runtime;
    private final HttpSettingsFactory httpSettings;
    private final UnaryOperator<String> environment;

    /**
     * @param environment looks up environment variables; null for one that is not set
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
     * @param models what is known about models
     */
    VideoProvider create(RefVideoConfiguration configuration, ModelTable models) throws Exception {
        String name = configuration.getProvider();
        BaseUrls.check("baseUrl", configuration.getBaseUrl(), BaseUrls.EXAMPLE);
        BaseUrls.check("listBaseUrl", configuration.getListBaseUrl(), BaseUrls.EXAMPLE);
        if (name.startsWith("#")) {
            return BeanReference.find(camelContext, "provider", name, VideoProvider.class);
        }
        return switch (name) {
            case GatewayProvider.NAME -> gateway(configuration, models);
            case DashscopeProvider.NAME -> dashscope(configuration, models);
            default ->
                    throw new IllegalArgumentException(
                            "provider: '"
                                    + name
                                    + "' is not allowed; write gateway, dashscope, or #name for a"
                                    + " bean of type VideoProvider");
        };
    }

    /** What the service of these options can do, whatever the model. */
    static ServiceLimits limits(RefVideoConfiguration configuration) {
        return switch (configuration.getProvider()) {
            case GatewayProvider.NAME -> ServiceLimits.gateway();
            case DashscopeProvider.NAME ->
                    ServiceLimits.dashScope(
                            Region.ofHost(URI.create(BaseUrls.of(configuration)).getHost())
                                    .orElse(null));
            default -> ServiceLimits.other();
        };
    }

    private VideoProvider dashscope(RefVideoConfiguration configuration, ModelTable models)
            throws Exception {
        DashscopeSettings settings =
                ServiceSettings.dashscope(
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
        GatewayCredential credential =
                GatewayCredential.find(configuration.getApiKey(), environment)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "apiKey: is missing; set the option, or"
                                                        + " AI_GATEWAY_API_KEY or VERCEL_OIDC_TOKEN"
                                                        + " in the environment"));
        GatewaySettings settings =
                new GatewaySettings(
                        BaseUrls.of(configuration),
                        credential,
                        configuration.getTeam(),
                        ServiceSettings.headers(configuration),
                        configuration.getGatewayFlow() == GatewayFlow.stream,
                        configuration.getReferenceStyle(),
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
}
