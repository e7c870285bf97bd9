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
package io.github.refvideo.camel.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.RefVideoComponent;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar contains the files that Camel, its tools and Quarkus expect. */
class ComponentJarTest {

    private static final String SERVICES = "META-INF/services/org/apache/camel/";

    @Test
    void toolsFindTheNameOfTheComponent() throws Exception {
        assertThat(text(SERVICES + "component.properties"))
                .contains("components=refvideo")
                .contains("groupId=io.github.refvideo")
                .contains("artifactId=camel-refvideo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "component/refvideo",
                "configurer/refvideo-component",
                "configurer/refvideo-endpoint",
                "configurer/io.github.refvideo.camel.RefVideoConfiguration",
                "urifactory/refvideo-endpoint",
                "send-dynamic/refvideo"
            })
    void serviceFileNamesAnExistingClass(String service) throws Exception {
        String name =
                text(SERVICES + service)
                        .lines()
                        .filter(line -> line.startsWith("class="))
                        .findFirst()
                        .orElseThrow()
                        .substring("class=".length());

        assertThat(Class.forName(name).getProtectionDomain().getCodeSource().getLocation())
                .isEqualTo(location());
    }

    /** Quarkus finds the component by it. */
    @Test
    void classesAreIndexed() throws Exception {
        byte[] index = read("META-INF/jandex.idx");

        assertThat(index).startsWith(0xBA, 0xBE, 0x1F, 0x15);
        assertThat(new String(index, StandardCharsets.ISO_8859_1))
                .contains("RefVideoComponent")
                .contains("RefVideoEndpointConfigurer");
    }

    @Test
    void descriptionExists() throws Exception {
        assertThat(text("META-INF/io/github/refvideo/camel/refvideo.json"))
                .contains("\"scheme\": \"refvideo\"");
    }

    private static String text(String path) throws IOException {
        return new String(read(path), StandardCharsets.UTF_8);
    }

    /** Of the component's own jar: others have files of the same name. */
    private static byte[] read(String path) throws IOException {
        List<URL> ours =
                Collections.list(RefVideoComponent.class.getClassLoader().getResources(path))
                        .stream()
                        .filter(url -> url.toString().contains(location().toString()))
                        .toList();
        assertThat(ours).as(path).hasSize(1);
        try (InputStream stream = ours.get(0).openStream()) {
            return stream.readAllBytes();
        }
    }

    private static URL location() {
        return RefVideoComponent.class.getProtectionDomain().getCodeSource().getLocation();
    }
}
