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
package io.github.refvideo.docs.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Examples, samples and generated code use only public packages. */
class InternalPackagesTest {

    private static final String INTERNAL = "refvideo.camel.internal";

    @TestFactory
    Stream<DynamicTest> usersCodeNamesNoInternalPackage() {
        return Stream.of(
                        "README.md",
                        "examples",
                        "docs/manual",
                        "docs/src/test/java/io/github/refvideo/docs/recipes",
                        "docs/src/test/java/io/github/refvideo/docs/samples",
                        "docs/src/test/resources",
                        "camel-refvideo-starter/src",
                        "camel-refvideo-dsl/src",
                        "camel-refvideo-kamelets/src")
                .map(name -> dynamicTest(name, () -> check(Project.root().resolve(name))));
    }

    private static void check(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files)
                    .isNotEmpty()
                    .filteredOn(
                            file ->
                                    file.toString()
                                            .matches(".*\\.(java|xml|ya?ml|adoc|md|properties)"))
                    .filteredOn(file -> !file.toString().contains("/target/"))
                    .noneMatch(InternalPackagesTest::namesInternals);
        }
    }

    private static boolean namesInternals(Path file) {
        try {
            return Files.readString(file).contains(INTERNAL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
