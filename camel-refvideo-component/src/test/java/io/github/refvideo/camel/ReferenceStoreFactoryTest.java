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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.internal.exchange.ReferenceUploadContext;
import io.github.refvideo.camel.internal.model.ModelCapabilities.InlineMedia;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.model.ServiceLimits;
import io.github.refvideo.camel.internal.reference.store.DashscopeStore;
import io.github.refvideo.camel.internal.reference.store.EndpointStore;
import io.github.refvideo.camel.internal.reference.store.InlinePolicy;
import io.github.refvideo.camel.internal.reference.store.VercelBlobStore;
import io.github.refvideo.camel.internal.runtime.RefVideoRuntime;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.MediaInfo;
import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.StoredReference;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceStoreFactoryTest {

    private static final String TOKEN = "vercel_blob_rw_abc_canary77";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Map<String, String> environment = new HashMap<>();
    private final RefVideoConfiguration options = new RefVideoConfiguration();
    private RefVideoRuntime runtime;
    private ReferenceStoreFactory factory;

    @BeforeEach
    void start() {
        camel.start();
        runtime =
                new RefVideoRuntime(
                        camel,
                        this,
                        2,
                        new MemoryVideoJobRepository(),
                        "node",
                        Duration.ofSeconds(30),
                        Duration.ofHours(48));
        factory =
                new ReferenceStoreFactory(
                        camel, runtime, new HttpSettingsFactory(camel, null), environment::get);
    }

    @AfterEach
    void stop() {
        factory.close();
        runtime.stop();
        camel.stop();
    }

    private ReferenceStore create() throws Exception {
        return factory.create(options).orElseThrow();
    }

    @Test
    void nothingConfiguredIsNoStore() throws Exception {
        assertThat(factory.create(options)).isEmpty();
        options.setReferenceStore(" ");
        assertThat(factory.create(options)).isEmpty();
    }

    @Test
    void sameOptionsShareAStoreAndOthersDoNot() throws Exception {
        options.setReferenceStore("vercel-blob");
        environment.put("BLOB_READ_WRITE_TOKEN", TOKEN);
        ReferenceStore store = create();

        assertThat(store).isInstanceOf(VercelBlobStore.class).isSameAs(create());
        options.setBlobAccessKey(TOKEN);
        assertThat(create()).as("however the token came").isSameAs(store);
        options.setDeleteReferencesAfter(true);
        ReferenceStore temporary = create();
        assertThat(temporary).as("what stays is never deleted by another").isNotSameAs(store);
        options.setBlobAccessKey(TOKEN + "x");
        assertThat(create()).isNotSameAs(temporary);
    }

    @Test
    void blobWithoutTokenIsRejected() {
        options.setReferenceStore("vercel-blob");

        assertThatThrownBy(this::create)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("blobAccessKey: is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://h", "h", "http://u:canary@h/", "http://h/?canary", "http://"})
    void blobBaseUrlIsCheckedAtTheStart(String url) {
        options.setReferenceStore("vercel-blob");
        options.setBlobAccessKey(TOKEN);
        options.setBlobBaseUrl(url);

        assertThatThrownBy(this::create)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("blobBaseUrl: is not allowed")
                .message()
                .doesNotContain("canary");
    }

    @Test
    void dashscopeServesItsOwnProviderOnly() throws Exception {
        options.setReferenceStore("dashscope");
        options.setApiKey("k");
        assertThatThrownBy(this::create)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "referenceStore: 'dashscope' is not allowed with provider=gateway")
                .hasMessageContaining("vercel-blob");

        options.setProvider("dashscope");
        assertThat(create()).isInstanceOf(DashscopeStore.class).isSameAs(create());
        options.setApiKey(null);
        assertThatThrownBy(this::create).hasMessageStartingWith("apiKey: is missing");
        environment.put("DASHSCOPE_API_KEY", "k2");
        assertThat(create()).isInstanceOf(DashscopeStore.class);
    }

    @Test
    void endpointIsSharedAndClosedWithTheFactory() throws Exception {
        options.setReferenceStore("endpoint:direct:bucket");
        ReferenceStore store = create();
        assertThat(store).isInstanceOf(EndpointStore.class).isSameAs(create());

        factory.close();

        assertThat(store.store(media(), "m", Duration.ofSeconds(1)))
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableOfType(Exception.class)
                .withMessageContaining("is stopped");
        assertThat(create()).as("a restarted component").isNotSameAs(store);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#mine", "#bean:mine"})
    void beanIsTaken(String name) throws Exception {
        ReferenceStore mine =
                (media, model, timeout) ->
                        CompletableFuture.completedFuture(new StoredReference("https://h/x", null));
        camel.getRegistry().bind("mine", ReferenceStore.class, mine);
        options.setReferenceStore(name);

        assertThat(create()).isSameAs(mine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"blob", "Vercel-Blob", "endpoint:", "s3"})
    void unknownStoreIsRejectedWithTheAllowedValues(String word) {
        options.setReferenceStore(word);

        assertThatThrownBy(this::create)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("referenceStore: '" + word + "' is not allowed")
                .hasMessageContaining("vercel-blob, dashscope, endpoint:")
                .hasMessageContaining("#name");
    }

    @ParameterizedTest
    @CsvSource({
        "gateway, alibaba/wan-v2.6-r2v, NONE",
        "gateway, alibaba/wan-v2.7-r2v, IMAGES",
        "gateway, google/veo-3.1-generate-001, REQUIRED",
        "gateway, unknown/model, NONE",
        "dashscope, wan2.6-r2v, NONE",
        "dashscope, wan2.7-r2v, IMAGES",
        "other, wan2.7-r2v, NONE"
    })
    void modelAndServiceDecideWhatIsSentInline(String service, String model, InlineMedia accepted) {
        ServiceLimits limits =
                switch (service) {
                    case "gateway" -> ServiceLimits.gateway();
                    case "dashscope" -> ServiceLimits.dashScope(null);
                    default -> ServiceLimits.other();
                };

        assertThat(
                        ReferenceUploadContext.inlining(
                                        limits, ModelTable.builtIn().find(model).orElse(null))
                                .accepted())
                .isEqualTo(accepted);
    }

    @Test
    void limitIsTheServices() {
        InlinePolicy gateway =
                ReferenceUploadContext.inlining(
                        ServiceLimits.gateway(),
                        ModelTable.builtIn().find("alibaba/wan-v2.7-r2v").orElse(null));

        assertThat(gateway.maxRequestBytes()).isEqualTo(292 * 1024);
        assertThat(gateway.limitName()).isEqualTo("the gateway");
    }

    private static LocalMedia media() {
        return new LocalMedia() {
            @Override
            public MediaInfo facts() {
                return new MediaInfo("image/png", 1, 1, 1, "0".repeat(64));
            }

            @Override
            public SeekableByteChannel open() {
                throw new UnsupportedOperationException();
            }
        };
    }
}
