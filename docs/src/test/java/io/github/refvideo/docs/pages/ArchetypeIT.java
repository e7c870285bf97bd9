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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The commands of the quickstart page generate a project, run its test, and run it with the
 * simulator. Maven has a local repository of its own here, below {@code target}: it contains the
 * artifacts of this build, and copies all others from the repository of this build.
 */
class ArchetypeIT {

    private static final Path ROOT = Project.root();
    private static final Path WORK = ROOT.resolve("docs/target/archetypes");
    private static final Path REPOSITORY = WORK.resolve("repository");
    private static final Path SETTINGS = WORK.resolve("settings.xml");

    /** Artifacts by the directory of their module. */
    private static final List<String> MODULES =
            List.of(
                    "camel-refvideo-component:camel-refvideo",
                    "camel-refvideo-simulator:camel-refvideo-simulator",
                    "camel-refvideo-starter:camel-refvideo-starter",
                    "archetypes/camel-refvideo-archetype-main:camel-refvideo-archetype-main",
                    "archetypes/camel-refvideo-archetype-spring-boot"
                            + ":camel-refvideo-archetype-spring-boot");

    private static final Pattern UNRESOLVED =
            Pattern.compile(
                    "@[a-z.-]+@|\\$\\{(package|artifactId|groupId|version)}|::\\w+\\[]|(?m)^##");

    @BeforeAll
    static void install() throws Exception {
        String version = Metadata.version();
        install("camel-refvideo-parent", "pom", version, ROOT.resolve("pom.xml"));
        install("camel-refvideo-bom", "pom", version, ROOT.resolve("camel-refvideo-bom/pom.xml"));
        for (String module : MODULES) {
            Path directory = ROOT.resolve(module.split(":")[0]);
            String artifact = module.split(":")[1];
            install(artifact, "pom", version, directory.resolve("pom.xml"));
            Path jar = directory.resolve("target").resolve(artifact + "-" + version + ".jar");
            install(artifact, "jar", version, jar);
        }
        Path outer = Path.of(System.getProperty("maven.repository"));
        String repository =
                """
                <id>build</id>
                <url>%s</url>
                <releases><checksumPolicy>ignore</checksumPolicy></releases>
                <snapshots><enabled>false</enabled></snapshots>
                """
                        .formatted(outer.toUri());
        Files.writeString(
                SETTINGS,
                """
                <settings>
                <profiles><profile><id>build</id>
                <repositories><repository>%1$s</repository></repositories>
                <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
                </profile></profiles>
                <activeProfiles><activeProfile>build</activeProfile></activeProfiles>
                </settings>
                """
                        .formatted(repository));
    }

    private static void install(String artifact, String type, String version, Path file)
            throws IOException {
        Path directory =
                REPOSITORY.resolve("io/github/refvideo").resolve(artifact).resolve(version);
        Files.createDirectories(directory);
        Files.copy(
                file,
                directory.resolve(artifact + "-" + version + "." + type),
                StandardCopyOption.REPLACE_EXISTING);
    }

    @ParameterizedTest
    @CsvSource({
        "main, mvn -q test-compile exec:java -Psimulator",
        "spring-boot, mvn -q spring-boot:test-run"
    })
    void generatedProjectIsTestedAndGeneratesAVideo(String archetype, String run) throws Exception {
        List<String> generate = command("camel-refvideo-archetype-" + archetype);
        Path project = WORK.resolve(argument(generate, "-DartifactId="));
        delete(project);

        mvn(WORK, generate);

        assertThat(files(project)).allSatisfy(ArchetypeIT::isResolved);
        assertThat(mvn(project, command("mvn test")))
                .contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
        assertThat(project.resolve("README.md")).content().contains("`" + run + "`");
        if (archetype.equals("main")) {
            Map<String, String> tracing = addTracer(project);
            video(project, command(run), tracing, "'refvideo' : ");
        } else {
            video(project, command(run), Map.of(), "");
        }
    }

    /**
     * Follows the section "See a trace".
     *
     * @return the environment variables of its command
     */
    private static Map<String, String> addTracer(Path project) throws IOException {
        String page = Files.readString(Project.manual().resolve("quickstart.adoc"));
        String section = page.substring(page.indexOf("[#trace]"), page.indexOf("[#own-route]"));
        List<String> listings =
                Pattern.compile("(?s)\n----\n(.*?)\n----\n")
                        .matcher(section)
                        .results()
                        .map(listing -> listing.group(1))
                        .toList();
        assertThat(listings).hasSize(3);
        Path pom = project.resolve("pom.xml");
        String dependencies = "</dependencyManagement>\n\n  <dependencies>\n";
        assertThat(pom).content().contains(dependencies);
        Files.writeString(
                pom,
                Files.readString(pom).replace(dependencies, dependencies + listings.get(0) + "\n"));
        Files.writeString(
                project.resolve("src/main/resources/application.properties"),
                "\n" + listings.get(1) + "\n",
                StandardOpenOption.APPEND);
        return Pattern.compile("(OTEL_\\w+)=(\\S+)")
                .matcher(listings.get(2))
                .results()
                .collect(Collectors.toMap(variable -> variable.group(1), v -> v.group(2)));
    }

    /**
     * Starts the application, and copies an image into its folder as the page describes.
     *
     * @param expected text that the log contains in the end
     */
    private static void video(
            Path project, List<String> run, Map<String, String> environment, String expected)
            throws Exception {
        Path log = WORK.resolve(project.getFileName() + "-run.log");
        Process application = start(project, run, environment, log);
        try {
            Path inbox = project.resolve("inbox");
            await(application, log).until(() -> Files.isDirectory(inbox));
            Files.copy(project.resolve("src/test/resources/cat.png"), inbox.resolve("cat.png"));
            Path outbox = project.resolve("outbox");
            await(application, log)
                    .until(() -> Files.isDirectory(outbox) && files(outbox).size() == 1);
            await(application, log).until(() -> Files.readString(log).contains(expected));
        } finally {
            application.descendants().forEach(ProcessHandle::destroyForcibly);
            application.destroyForcibly().waitFor();
        }
    }

    private static org.awaitility.core.ConditionFactory await(Process application, Path log) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .failFast(
                        () -> {
                            assertThat(application.isAlive()).as(Files.readString(log)).isTrue();
                        });
    }

    private static void isResolved(Path file) throws IOException {
        if (!file.toString().endsWith(".png")) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .doesNotContainPattern(UNRESOLVED);
        }
    }

    /** The first command of the page that contains a text. */
    private static List<String> command(String text) throws IOException {
        String page = Files.readString(Project.manual().resolve("quickstart.adoc"));
        List<String> commands =
                page.replaceAll("\\s*\\\\\n\\s*", " ")
                        .lines()
                        .filter(line -> line.startsWith("mvn ") && line.contains(text))
                        .toList();
        assertThat(commands).as("commands of quickstart.adoc with " + text).isNotEmpty();
        return List.of(commands.get(0).split(" +"));
    }

    private static String argument(List<String> command, String prefix) {
        return command.stream()
                .filter(word -> word.startsWith(prefix))
                .map(word -> word.substring(prefix.length()))
                .findFirst()
                .orElseThrow();
    }

    private static String mvn(Path directory, List<String> command) throws Exception {
        Path log = WORK.resolve("mvn-" + directory.getFileName() + "-" + command.size() + ".log");
        Process maven = start(directory, command, Map.of(), log);
        boolean ended = maven.waitFor(5, TimeUnit.MINUTES);
        maven.destroyForcibly();
        String output = Files.readString(log);
        assertThat(ended).as(output).isTrue();
        assertThat(maven.exitValue()).as(output).isZero();
        return output;
    }

    private static Process start(
            Path directory, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        List<String> words = new ArrayList<>();
        words.add(
                Path.of(System.getProperty("maven.home"), "bin", windows ? "mvn.cmd" : "mvn")
                        .toString());
        // -U: what an earlier run did not find may be there now.
        words.addAll(List.of("-B", "-ntp", "-U", "-gs", SETTINGS.toString()));
        words.add("-Dmaven.repo.local=" + REPOSITORY);
        if (System.getProperty("maven.offline").equals("offline=true")) {
            words.addAll(List.of("-o", "-Daether.offline.protocols=file"));
        }
        for (String word : command.subList(1, command.size())) {
            // The prefix would need metadata of the central repository.
            words.add(
                    word.equals("archetype:generate")
                            ? System.getProperty("archetype.plugin") + ":generate"
                            : word);
        }
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // A free port for Spring Boot.
        builder.environment().put("SERVER_PORT", "0");
        return builder.redirectOutput(log.toFile()).start();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
