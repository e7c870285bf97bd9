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

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The structure that docs/architecture.md describes. */
class ArchitectureTest {

    private static final String ROOT = "io.github.refvideo.camel";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    /** The layers with their packages. */
    private static final Map<String, String> LAYERS =
            Map.ofEntries(
                    Map.entry("camel", ROOT),
                    Map.entry("monitor", ROOT + ".monitor"),
                    Map.entry("engine", ROOT + ".internal.engine"),
                    Map.entry("exchange", ROOT + ".internal.exchange"),
                    Map.entry("event", ROOT + ".event"),
                    Map.entry("repository", ROOT + ".repository"),
                    Map.entry("provider", ROOT + ".provider.."),
                    Map.entry("reference", ROOT + ".reference.."),
                    Map.entry("download", ROOT + ".download"),
                    Map.entry("http", ROOT + ".http"),
                    Map.entry("error", ROOT + ".error"),
                    Map.entry("outcome", ROOT + ".outcome"),
                    Map.entry("model", ROOT + ".model"),
                    Map.entry("request", ROOT + ".request"),
                    Map.entry("time", ROOT + ".time"),
                    Map.entry("disk", ROOT + ".disk"));

    @Test
    void arrowsOnlyGoDown() {
        LayeredArchitecture house = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (Map.Entry<String, String> layer : LAYERS.entrySet()) {
            house = house.layer(layer.getKey()).definedBy(layer.getValue());
        }
        house.whereLayer("camel")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("monitor")
                .mayOnlyBeAccessedByLayers("camel")
                .whereLayer("monitor")
                .mayOnlyAccessLayers("engine", "exchange", "event", "error", "outcome")
                .whereLayer("exchange")
                .mayOnlyBeAccessedByLayers("camel", "monitor")
                .whereLayer("engine")
                .mayOnlyBeAccessedByLayers("camel", "exchange", "monitor")
                .whereLayer("event")
                .mayOnlyBeAccessedByLayers("camel", "engine", "monitor")
                .whereLayer("reference")
                .mayOnlyBeAccessedByLayers("camel")
                .whereLayer("download")
                .mayOnlyBeAccessedByLayers("camel")
                .whereLayer("provider")
                .mayOnlyBeAccessedByLayers("camel", "engine", "reference")
                .whereLayer("repository")
                .mayOnlyBeAccessedByLayers("camel", "engine")
                .whereLayer("model")
                .mayOnlyBeAccessedByLayers("camel", "provider")
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers("camel", "provider", "download", "reference")
                .whereLayer("disk")
                .mayOnlyBeAccessedByLayers(
                        "camel", "provider", "download", "reference", "repository")
                .whereLayer("disk")
                .mayNotAccessAnyLayer()
                .whereLayer("time")
                .mayNotAccessAnyLayer()
                .whereLayer("request")
                .mayNotAccessAnyLayer()
                .check(CLASSES);
    }

    @Test
    void everyPackageBelongsToOneLayer() {
        Set<String> packages = new TreeSet<>();
        CLASSES.forEach(type -> packages.add(type.getPackageName()));

        assertThat(packages)
                .hasSizeGreaterThanOrEqualTo(LAYERS.size())
                .allSatisfy(
                        name ->
                                assertThat(LAYERS.values())
                                        .filteredOn(layer -> PackageMatcher.of(layer).matches(name))
                                        .hasSize(1));
    }

    @Test
    void packagesDoNotDependOnEachOtherInACycle() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    /** One job can be read from top to bottom. */
    @Test
    void classesOfTheEngineDoNotDependOnEachOtherInACycle() {
        for (String name : List.of("engine", "exchange")) {
            SlicesRuleDefinition.slices()
                    .assignedFrom(topLevelClasses(ROOT + ".internal." + name))
                    .should()
                    .beFreeOfCycles()
                    .check(CLASSES);
        }
    }

    private static SliceAssignment topLevelClasses(String packageName) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().equals(packageName)
                        ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "classes of " + packageName;
            }
        };
    }

    @Test
    void engineKnowsNoExchangeAndNoHttp() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".internal.engine")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..", "org.apache.hc..", ROOT + ".http")
                .check(CLASSES);
    }

    @Test
    void httpClientKnowsNoCamel() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..")
                .check(CLASSES);
    }

    /** It is optional: whoever is loaded without it must not name it. */
    @Test
    void onlyThoseBehindTheDoorKnowMicrometer() {
        noClasses()
                .that()
                .doNotHaveSimpleName("MeterRegistries")
                .and()
                .doNotHaveSimpleName("OwnMeters")
                .and()
                .doNotHaveSimpleName("AccountMeters")
                .and()
                .doNotHaveSimpleName("MicrometerJobListener")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..")
                .check(CLASSES);
    }

    @Test
    void nobodySleeps() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CLASSES);
    }

    @Test
    void requestsAndTimeDependOnNothing() {
        classes()
                .that()
                .resideInAnyPackage(ROOT + ".request", ROOT + ".time")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.slf4j..", ROOT + ".request", ROOT + ".time")
                .check(CLASSES);
    }

    /** The table of models is a JSON file. */
    @Test
    void modelsDependOnRequestsAndJsonOnly() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".model")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "com.fasterxml.jackson..", ROOT + ".model", ROOT + ".request")
                .check(CLASSES);
    }

    @Test
    void everyHeaderStartsWithTheComponentsPrefix() throws Exception {
        for (Field field : RefVideoConstants.class.getFields()) {
            assertThat((String) field.get(null)).startsWith("CamelRefVideo");
        }
    }
}
