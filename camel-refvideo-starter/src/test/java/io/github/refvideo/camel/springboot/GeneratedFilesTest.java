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
package io.github.refvideo.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The class and the metadata of the starter are generated from the metadata of the component.
 * {@code -Drefvideo.starter.update} writes them; otherwise the test fails if they are stale.
 */
class GeneratedFilesTest {

    static final String UPDATE = "refvideo.starter.update";

    private final List<ComponentOption> options;

    GeneratedFilesTest() throws Exception {
        options = ComponentOption.all();
    }

    @Test
    void classOfPropertiesHasEveryOptionOfTheComponent() throws Exception {
        check(
                "src/generated/java/io/github/refvideo/camel/springboot/RefVideoComponentConfiguration.java",
                GeneratedFiles.propertiesClass(options));
    }

    @Test
    void metadataContainsTheDefaultsOfTheComponent() throws Exception {
        check(
                "src/generated/resources/META-INF/additional-spring-configuration-metadata.json",
                GeneratedFiles.additionalMetadata(options));
    }

    @Test
    void bindingIsTestedWithEveryOption() throws Exception {
        check("src/test/resources/every-option.yaml", GeneratedFiles.everyOption(options));
    }

    private static void check(String name, String text) throws Exception {
        Path file = Path.of(name);
        if (System.getProperty(UPDATE) != null) {
            Files.writeString(file, text);
        }

        assertThat(file)
                .as("stale; run the test once with -D" + UPDATE + ", see the README")
                .content()
                .isEqualTo(text);
    }
}
