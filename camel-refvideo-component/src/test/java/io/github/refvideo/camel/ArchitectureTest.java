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
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The structure that docs/architecture.md describes. */
class ArchitectureTest {

    private static final String ROOT = "io.github.refvideo.camel";
    private static final String INTERNAL = ROOT + ".internal";

    /** The largest number of classes of one package that may depend on each other in a cycle. */
    private static final int LARGEST_CYCLE = 3;

    /** A line of the table of packages: the package, and the packages that it uses. */
    private static final Pattern ROW = Pattern.compile("\\| `([\\w.]+)` \\|[^|]*\\|([^|]*)\\|");

    private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    @Test
    void tableOfPackagesMatchesTheCode() throws IOException {
        Map<String, Set<String>> actual = new TreeMap<>();
        CLASSES.forEach(type -> actual.computeIfAbsent(name(type), name -> new TreeSet<>()));
        dependencies()
                .filter(
                        arrow ->
                                !arrow.getOriginClass()
                                        .getPackage()
                                        .equals(target(arrow).getPackage()))
                .forEach(
                        arrow -> actual.get(name(arrow.getOriginClass())).add(name(target(arrow))));

        assertThat(tableOfPackages()).isEqualTo(actual);
    }

    private static Map<String, Set<String>> tableOfPackages() throws IOException {
        Map<String, Set<String>> table = new TreeMap<>();
        String page = Files.readString(Path.of("..", "docs", "architecture.md"));
        String section = page.substring(page.indexOf("## Packages"), page.indexOf("## A purchase"));
        for (Matcher row = ROW.matcher(section); row.find(); ) {
            Matcher used = NAME.matcher(row.group(2));
            table.put(
                    row.group(1),
                    used.results()
                            .map(one -> one.group(1))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return table;
    }

    /** The package without the common prefix; {@code camel} for the root package. */
    private static String name(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "camel" : name.substring(ROOT.length() + 1);
    }

    private static Stream<Dependency> dependencies() {
        return CLASSES.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(arrow -> target(arrow).getPackageName().startsWith(ROOT));
    }

    private static JavaClass target(Dependency arrow) {
        return arrow.getTargetClass().getBaseComponentType();
    }

    @Test
    void packagesDoNotDependOnEachOtherInACycle() throws IOException {
        assertThat(cycles(tableOfPackages())).isEmpty();
    }

    @Test
    void cyclesOfClassesAreSmall() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        dependencies()
                .filter(
                        arrow ->
                                arrow.getOriginClass()
                                        .getPackage()
                                        .equals(target(arrow).getPackage()))
                .forEach(
                        arrow ->
                                arrows.computeIfAbsent(
                                                topLevel(arrow.getOriginClass()),
                                                name -> new TreeSet<>())
                                        .add(topLevel(target(arrow))));

        assertThat(cycles(arrows))
                .allSatisfy(cycle -> assertThat(cycle).hasSizeLessThanOrEqualTo(LARGEST_CYCLE));
    }

    /** The groups of nodes that reach each other; Tarjan's algorithm. */
    private static List<Set<String>> cycles(Map<String, Set<String>> arrows) {
        List<Set<String>> cycles = new ArrayList<>();
        Map<String, Integer> index = new HashMap<>();
        Map<String, Integer> lowest = new HashMap<>();
        Deque<String> open = new ArrayDeque<>();
        arrows.keySet().forEach(node -> visit(node, arrows, index, lowest, open, cycles));
        return cycles;
    }

    private static void visit(
            String node,
            Map<String, Set<String>> arrows,
            Map<String, Integer> index,
            Map<String, Integer> lowest,
            Deque<String> open,
            List<Set<String>> cycles) {
        if (index.containsKey(node)) {
            return;
        }
        index.put(node, index.size());
        lowest.put(node, index.get(node));
        open.push(node);
        for (String next : arrows.getOrDefault(node, Set.of())) {
            visit(next, arrows, index, lowest, open, cycles);
            if (open.contains(next)) {
                lowest.merge(node, lowest.get(next), Math::min);
            }
        }
        if (lowest.get(node).equals(index.get(node))) {
            Set<String> cycle = new TreeSet<>();
            String member;
            do {
                member = open.pop();
                cycle.add(member);
            } while (!member.equals(node));
            if (cycle.size() > 1) {
                cycles.add(cycle);
            }
        }
    }

    private static String topLevel(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    /** What users compile against mentions only what they may use. */
    @Test
    void publicSignaturesContainNoInternalType() {
        List<String> leaks =
                CLASSES.stream()
                        .filter(type -> !type.getPackageName().startsWith(INTERNAL))
                        .filter(ArchitectureTest::isPublic)
                        .flatMap(type -> type.getMembers().stream())
                        .filter(
                                member ->
                                        member.getModifiers().contains(JavaModifier.PUBLIC)
                                                || member.getModifiers()
                                                        .contains(JavaModifier.PROTECTED))
                        .filter(
                                member ->
                                        mentioned(member)
                                                .anyMatch(
                                                        type ->
                                                                type.getPackageName()
                                                                        .startsWith(INTERNAL)))
                        .map(JavaMember::getFullName)
                        .sorted()
                        .toList();

        assertThat(leaks).isEmpty();
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
    }

    private static Stream<JavaClass> mentioned(JavaMember member) {
        return member instanceof JavaCodeUnit method
                ? Stream.of(
                                method.getReturnType().getAllInvolvedRawTypes(),
                                method.getParameterTypes().stream()
                                        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                                        .toList(),
                                method.getThrowsClause().stream()
                                        .map(declared -> declared.getRawType())
                                        .toList())
                        .flatMap(Collection::stream)
                : ((JavaField) member).getType().getAllInvolvedRawTypes().stream();
    }

    @Test
    void engineDoesNotDependOnCamelOrHttp() {
        noClasses()
                .that()
                .resideInAPackage(INTERNAL + ".engine")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..", "org.apache.hc..", INTERNAL + ".http")
                .check(CLASSES);
    }

    @Test
    void httpClientDoesNotDependOnCamel() {
        noClasses()
                .that()
                .resideInAPackage(INTERNAL + ".http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..")
                .check(CLASSES);
    }

    /** The statement of the manual about advisories of Camel's HTTP components. */
    @Test
    void onlyAnExceptionOfCamelsHttpModulesIsUsed() {
        Set<String> used =
                CLASSES.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(arrow -> target(arrow).getName())
                        .filter(
                                name ->
                                        name.startsWith("org.apache.camel.http.")
                                                || name.startsWith(
                                                        "org.apache.camel.component.http."))
                        .collect(Collectors.toSet());

        assertThat(used).containsExactly("org.apache.camel.http.base.HttpOperationFailedException");
    }

    /** Micrometer is optional: classes that are loaded without it must not refer to it. */
    @Test
    void onlyMeterClassesDependOnMicrometer() {
        noClasses()
                .that()
                .doNotHaveSimpleName("MeterRegistries")
                .and()
                .doNotHaveSimpleName("MeterSet")
                .and()
                .doNotHaveSimpleName("AccountMeters")
                .and()
                .doNotHaveSimpleName("MicrometerJobListener")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..")
                .check(CLASSES);
    }

    /** Tracers are optional: only they load the class that refers to them. */
    @Test
    void onlyTheSpanDecoratorDependsOnTelemetry() {
        noClasses()
                .that()
                .doNotHaveSimpleName("RefVideoSpanDecorator")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel.telemetry..", "io.opentelemetry..")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveSimpleName("RefVideoSpanDecorator")
                .check(CLASSES);
    }

    @Test
    void noThreadSleeps() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CLASSES);
    }

    /** The table of models is a JSON file. */
    @Test
    void modelsDependOnRequestsAndJsonOnly() {
        classes()
                .that()
                .resideInAPackage(INTERNAL + ".model")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "com.fasterxml.jackson..",
                        "org.jspecify..",
                        INTERNAL + ".model",
                        INTERNAL + ".request",
                        ROOT + ".spi")
                .check(CLASSES);
    }

    @Test
    void packagesAreNullMarked() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
                .allSatisfy(
                        name ->
                                assertThat(
                                                Class.forName(name + ".package-info")
                                                        .isAnnotationPresent(
                                                                org.jspecify.annotations.NullMarked
                                                                        .class))
                                        .as(name)
                                        .isTrue());
    }

    @Test
    void everyHeaderStartsWithTheComponentsPrefix() throws Exception {
        for (Field field : RefVideoConstants.class.getFields()) {
            assertThat((String) field.get(null)).startsWith("CamelRefVideo");
        }
    }
}
