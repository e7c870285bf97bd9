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

import io.github.refvideo.camel.repository.FileVideoJobRepository;
import io.github.refvideo.simulator.RefVideoSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what runs. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");

    @Test
    void yamlRouteIsReadAndItsOptionsAreUnderstood() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            // Endpoints are made, and so options checked, but no folder is watched.
            context.setAutoStartup(false);
            RefVideoConfiguration component =
                    context.getComponent("refvideo", RefVideoComponent.class).getConfiguration();
            component.setApiKey("any");
            component.setBlobAccessKey(RefVideoSimulator.BLOB_TOKEN);
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString("readme.yaml", blocks("yaml").get(0)));
            context.start();

            RefVideoConfiguration options =
                    context.getEndpoints().stream()
                            .filter(RefVideoEndpoint.class::isInstance)
                            .map(endpoint -> ((RefVideoEndpoint) endpoint).getConfiguration())
                            .findFirst()
                            .orElseThrow();
            assertThat(options.getModel()).isEqualTo("alibaba/wan-v2.6-r2v");
            assertThat(options.getResolution()).isEqualTo("1280x720");
            assertThat(options.getDuration()).isEqualTo(4);
            assertThat(options.getShotType()).isEqualTo("single");
        }
    }

    @Test
    void javaRouteUsesOptionsThatExist() throws Exception {
        String java = blocks("java").get(0).replaceAll("\"\\s*\\+\\s*\"", "");
        Matcher uri = Pattern.compile("\\.to\\(\"(refvideo:[^\"]+)\"\\)").matcher(java);
        assertThat(uri.find()).isTrue();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(context.getEndpoint(uri.group(1))).isInstanceOf(RefVideoEndpoint.class);
        }
    }

    @Test
    void everyOptionOfTheTableExists() throws Exception {
        String readme = Files.readString(README);
        String table = readme.substring(readme.indexOf("| option | header |"));
        Matcher row =
                Pattern.compile("(?m)^\\| (`\\w+`(?:, `\\w+`)*)(?:, …)? \\| .*\\|$").matcher(table);
        int options = 0;
        RefVideoConfiguration configuration = new RefVideoConfiguration();
        while (row.find()) {
            for (String option : row.group(1).replace("`", "").split(", ")) {
                String name = Character.toUpperCase(option.charAt(0)) + option.substring(1);
                assertThat(configuration.getClass().getMethods())
                        .as(option)
                        .anyMatch(method -> method.getName().equals("set" + name));
                options++;
            }
        }
        assertThat(options).isGreaterThan(20);
    }

    @Test
    void jobRepositoryIsFoundAsTheOnlyBeanOfItsType(@TempDir Path jobs) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            String beans = blocks("yaml").get(1).replace("/var/lib/refvideo/jobs", jobs.toString());
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString("readme.yaml", beans));
            context.start();

            assertThat(context.getComponent("refvideo", RefVideoComponent.class).getJobRepository())
                    .isInstanceOf(FileVideoJobRepository.class);
        }
    }

    @Test
    void everyOperationOfTheTableExists() throws Exception {
        Matcher row =
                Pattern.compile("(?m)^\\| `(?:from\\(\")?refvideo:(\\w+)")
                        .matcher(Files.readString(README));
        assertThat(row.results().map(match -> match.group(1)))
                .containsExactlyInAnyOrder(
                        Arrays.stream(RefVideoOperation.values())
                                .map(Enum::name)
                                .toArray(String[]::new));
    }

    private static List<String> blocks(String language) throws Exception {
        Matcher block =
                Pattern.compile("(?s)```" + language + "\\n(.*?)```")
                        .matcher(Files.readString(README));
        List<String> blocks = block.results().map(match -> match.group(1)).toList();
        assertThat(blocks).as(language).isNotEmpty();
        return blocks;
    }
}
