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

import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.Resolution;
import io.github.refvideo.camel.spi.ShotType;
import io.github.refvideo.camel.spi.VideoModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models that an application can offer. */
class ComponentModelsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final RefVideoComponent component = new RefVideoComponent(context);

    @BeforeEach
    void add() {
        context.addComponent("refvideo", component);
    }

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    @Test
    void modelIsDescribedByTheTable() {
        VideoModel wan = model("alibaba/wan-v2.6-r2v");

        assertThat(wan.referenceNames())
                .isEqualTo(
                        Map.of(
                                ReferenceKind.IMAGE, "character{n}",
                                ReferenceKind.VIDEO, "character{n}"));
        assertThat(wan.maxReferences()).isEqualTo(5);
        VideoModel.References images = wan.references().get(ReferenceKind.IMAGE);
        assertThat(images.max()).isEqualTo(5);
        assertThat(images.mediaTypes()).contains("image/png", "image/webp");
        assertThat(images.maxBytes()).isEqualTo(10L << 20);
        assertThat(images.minSide()).isEqualTo(240);
        assertThat(images.maxSeconds()).isNull();
        assertThat(wan.references().get(ReferenceKind.VIDEO).maxSeconds()).isEqualTo(30);
        assertThat(wan.sizes())
                .hasSize(10)
                .contains(new VideoModel.Size(new Resolution(1280, 720), "720P"));
        assertThat(wan.aspectRatios()).isEmpty();
        assertThat(wan.duration()).isEqualTo(new VideoModel.Seconds(2, 10, 10, List.of()));
        assertThat(wan.maxPrompt()).isEqualTo(1500);
        assertThat(wan.negativePrompt()).isTrue();
        assertThat(wan.maxNegativePrompt()).isEqualTo(500);
        assertThat(wan.shotTypes()).containsExactlyInAnyOrder(ShotType.SINGLE, ShotType.MULTI);
        assertThat(wan.audioSwitch()).isFalse();
        assertThat(wan.seed()).isTrue();
    }

    @Test
    void modelsDifferInNamesAndOptions() {
        assertThat(model("alibaba/wan-v2.7-r2v").referenceNames())
                .containsEntry(ReferenceKind.IMAGE, "Image {n}");
        assertThat(model("alibaba/wan-v2.7-r2v").shotTypes()).isEmpty();
        assertThat(model("spacexai/grok-imagine-video").referenceNames())
                .containsEntry(ReferenceKind.IMAGE, "<IMAGE_{n}>");
        assertThat(model("spacexai/grok-imagine-video").seed()).isFalse();
        assertThat(model("klingai/kling-v2.6-i2v").referenceNames()).isEmpty();
        assertThat(model("klingai/kling-v2.6-i2v").duration().only()).containsExactly(5, 10);
        assertThat(model("klingai/kling-v2.6-i2v").sizes()).isEmpty();
        assertThat(model("klingai/kling-v2.6-i2v").maxPrompt()).isNull();
    }

    @Test
    void serviceAndRegionDecideWhichModelsAreOffered() {
        assertThat(names()).contains("minimax/minimax-h3").doesNotContain("wan2.6-r2v");

        component.getConfiguration().setProvider("dashscope");
        component.getConfiguration().setRegion(DashscopeRegion.tokyo);
        component.getConfiguration().setWorkspaceId("ws-1");

        assertThat(names()).isNotEmpty().allMatch(name -> name.startsWith("happyhorse"));
    }

    @Test
    void allowedModelsAreOfferedByTheNamesThatSelectThem() {
        component.getConfiguration().setModel("wan2.7-r2v");
        component.getConfiguration().setAllowedModels("wan2.6-r2v-flash, acme/unknown,wan2.7-r2v");

        assertThat(names()).containsExactly("wan2.7-r2v", "wan2.6-r2v-flash");
    }

    @Test
    void modelsOfTheOwnTableAreOffered(@TempDir Path directory) throws Exception {
        Path table =
                Files.writeString(
                        directory.resolve("models.json"),
                        "{\"replace\": true, \"models\": [{\"gateway\": \"acme/own\","
                                + " \"duration\": {\"min\": 1, \"max\": 9}}]}");
        component.getConfiguration().setModelTable("file:" + table);

        assertThat(names()).containsExactly("acme/own");
    }

    private List<String> names() {
        return component.getModels().stream().map(VideoModel::name).toList();
    }

    private VideoModel model(String name) {
        return component.getModels().stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
