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

import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpSettings;
import io.github.refvideo.camel.internal.provider.dashscope.DashscopeProvider;
import io.github.refvideo.camel.internal.provider.dashscope.DashscopeSettings;
import io.github.refvideo.camel.internal.reference.store.BlobSettings;
import io.github.refvideo.camel.internal.reference.store.DashscopeStore;
import io.github.refvideo.camel.internal.reference.store.EndpointStore;
import io.github.refvideo.camel.internal.reference.store.VercelBlobStore;
import io.github.refvideo.camel.internal.runtime.BeanReference;
import io.github.refvideo.camel.internal.runtime.RefVideoRuntime;
import io.github.refvideo.camel.spi.ReferenceStore;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the reference store that is selected by the options of an endpoint. Endpoints with equal
 * options share a store and its uploads, including dynamic endpoints. Belongs to the component;
 * closing it closes the stores.
 */
final class ReferenceStoreFactory implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(ReferenceStoreFactory.class);

    private static final String VERCEL_BLOB = "vercel-blob";
    private static final String DASHSCOPE = "dashscope";
    private static final String ENDPOINT = "endpoint:";

    private final CamelContext camelContext;
    private final RefVideoRuntime runtime;
    private final HttpSettingsFactory httpSettings;
    private final UnaryOperator<String> environment;
    private final Map<Object, ReferenceStore> stores = new ConcurrentHashMap<>();

    /**
     * @param environment returns the value of an environment variable; null if it is not set
     */
    ReferenceStoreFactory(
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
     * @return empty if no store is configured
     * @throws IllegalArgumentException if an option is not valid; names the option and what is
     *     allowed
     */
    Optional<ReferenceStore> create(RefVideoConfiguration configuration) throws Exception {
        String name = configuration.getReferenceStore();
        if (name == null || name.isBlank()) {
            return Optional.empty();
        }
        String stripped = name.strip();
        if (stripped.startsWith("#")) {
            return Optional.of(
                    BeanReference.find(
                            camelContext, "referenceStore", stripped, ReferenceStore.class));
        }
        if (stripped.startsWith(ENDPOINT) && stripped.length() > ENDPOINT.length()) {
            String uri = stripped.substring(ENDPOINT.length());
            return Optional.of(
                    stores.computeIfAbsent(
                            stripped,
                            key -> new EndpointStore(camelContext, uri, runtime.timer())));
        }
        return Optional.of(
                switch (stripped) {
                    case VERCEL_BLOB -> vercelBlob(configuration);
                    case DASHSCOPE -> dashscope(configuration);
                    default ->
                            throw new IllegalArgumentException(
                                    "referenceStore: '"
                                            + stripped
                                            + "' is not allowed; write vercel-blob, dashscope,"
                                            + " endpoint: followed by the URI of an endpoint, or"
                                            + " #name for a bean of type ReferenceStore");
                });
    }

    private ReferenceStore vercelBlob(RefVideoConfiguration configuration) throws Exception {
        ProviderFactory.checkUrl(
                "blobBaseUrl", configuration.getBlobBaseUrl(), BlobSettings.DEFAULT_BASE_URL);
        BlobSettings settings =
                BlobSettings.of(
                        configuration.getBlobAccessKey(),
                        configuration.getBlobBaseUrl(),
                        configuration.isDeleteReferencesAfter(),
                        environment);
        HttpSettings transport = httpSettings.forService(configuration);
        return shared(
                new StoreKey(settings, transport),
                () -> new VercelBlobStore(settings, client(transport), runtime.timer()));
    }

    private ReferenceStore dashscope(RefVideoConfiguration configuration) throws Exception {
        if (!configuration.getProvider().equals(DashscopeProvider.NAME)) {
            throw new IllegalArgumentException(
                    "referenceStore: 'dashscope' is not allowed with provider="
                            + configuration.getProvider()
                            + "; only provider=dashscope can read the temporary storage of DashScope. Write"
                            + " vercel-blob, endpoint: followed by the URI of an endpoint, or #name"
                            + " for a bean of type ReferenceStore");
        }
        DashscopeSettings settings =
                ProviderFactory.dashscopeSettings(
                        configuration, environment, "referenceStore=dashscope needs it");
        HttpSettings transport = httpSettings.forService(configuration);
        return shared(
                new StoreKey(settings, transport),
                () -> new DashscopeStore(settings, client(transport), runtime.timer()));
    }

    private ReferenceStore shared(StoreKey key, Supplier<ReferenceStore> factory) {
        return stores.computeIfAbsent(key, k -> factory.get());
    }

    private AsyncHttp client(HttpSettings transport) {
        return runtime.client(transport);
    }

    /** Closes the stores that have threads; their calls in flight fail. */
    @Override
    public void close() {
        for (ReferenceStore store : stores.values()) {
            if (store instanceof Closeable closeable) {
                try {
                    closeable.close();
                } catch (IOException e) {
                    LOG.debug("{} could not be closed", store, e);
                }
            }
        }
        stores.clear();
    }

    /**
     * Two stores with equal keys are the same.
     *
     * @param settings of the store
     * @param transport of its HTTP client
     */
    private record StoreKey(Object settings, HttpSettings transport) {}
}
