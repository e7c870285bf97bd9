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

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The files of the starter that are generated from the options of the component. */
final class GeneratedFiles {

    static final String PREFIX = "camel.component.refvideo.";

    private static final String HEADER =
            """
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
            """;

    private static final int WIDTH = 92;

    private GeneratedFiles() {}

    /**
     * The class of properties. Fields have no default: unset properties are not copied, so that the
     * component behaves as without the starter.
     */
    static String propertiesClass(List<ComponentOption> options) {
        StringBuilder java = new StringBuilder(HEADER);
        java.append("package io.github.refvideo.camel.springboot;\n\n");
        imports(options).forEach(type -> java.append("import ").append(type).append(";\n"));
        java.append(
                """

                /**
                 * The options of the refvideo component. Made from the component's metadata; do not edit, but see
                 * the starter's README.
                 */
                @ConfigurationProperties(prefix = "camel.component.refvideo")
                public class RefVideoComponentConfiguration extends ComponentConfigurationPropertiesCommon {

                    /** Whether to enable auto configuration of the refvideo component. Enabled by default. */
                    private Boolean enabled;
                """);
        for (ComponentOption option : options) {
            java.append('\n').append(javadoc(option.description()));
            java.append("    private ").append(shortType(option)).append(' ');
            java.append(option.name()).append(";\n");
        }
        options.forEach(option -> java.append(accessors(option)));
        return java.append("}\n").toString();
    }

    private static TreeSet<String> imports(List<ComponentOption> options) {
        TreeSet<String> imports = new TreeSet<>();
        imports.add("org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon");
        imports.add("org.springframework.boot.context.properties.ConfigurationProperties");
        options.stream()
                .map(option -> option.propertyType().replaceAll("<.*", ""))
                .filter(type -> !type.startsWith("java.lang."))
                .forEach(imports::add);
        return imports;
    }

    private static String shortType(ComponentOption option) {
        return option.propertyType().replaceAll("(?:[a-z0-9]+\\.)+", "");
    }

    private static String javadoc(String description) {
        StringBuilder text = new StringBuilder("    /**\n");
        StringBuilder line = new StringBuilder();
        for (String word : description.replace("*/", "*&#47;").split(" ")) {
            if (line.length() > 0 && line.length() + word.length() + 1 > WIDTH) {
                text.append("     * ").append(line).append('\n');
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        return text.append("     * ").append(line).append("\n     */\n").toString();
    }

    private static String accessors(ComponentOption option) {
        String mark = option.deprecated() ? "    @Deprecated\n" : "";
        String name = option.name();
        String property = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return """

        %1$s    public %2$s get%3$s() {
                return %4$s;
            }

        %1$s    public void set%3$s(%2$s %4$s) {
                this.%4$s = %4$s;
            }
        """
                .formatted(mark, shortType(option), property, name);
    }

    /** Additional metadata for editors: defaults and allowed values. */
    static String additionalMetadata(List<ComponentOption> options) throws Exception {
        List<Map<String, Object>> properties = new ArrayList<>();
        List<Map<String, Object>> hints = new ArrayList<>();
        for (ComponentOption option : options) {
            String name = PREFIX + option.dashed();
            if (option.defaultValue() != null) {
                properties.add(named(name, "defaultValue", option.defaultValue()));
            }
            if (option.propertyType().equals("java.lang.String") && !option.words().isEmpty()) {
                hints.add(
                        named(
                                name,
                                "values",
                                option.words().stream().map(w -> Map.of("value", w)).toList()));
            }
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("properties", properties);
        metadata.put("hints", hints);
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        return new ObjectMapper().writer(printer).writeValueAsString(metadata) + "\n";
    }

    private static Map<String, Object> named(String name, String key, Object value) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        entry.put(key, value);
        return entry;
    }

    /** Each option once, with a value that is not its default. */
    static String everyOption(List<ComponentOption> options) {
        StringBuilder yaml = new StringBuilder();
        for (String line : HEADER.lines().toList()) {
            if (!line.equals("/*") && !line.equals(" */")) {
                yaml.append(("#" + line.substring(2)).stripTrailing()).append('\n');
            }
        }
        yaml.append("# Made from the component's metadata; do not edit.\n");
        yaml.append("camel:\n  component:\n    refvideo:\n");
        for (ComponentOption option : options) {
            // It contains all other options, and has its own test.
            if (!option.name().equals("configuration")) {
                yaml.append("      ").append(option.dashed()).append(":");
                yaml.append(option.type().equals("object") && !option.isBean() ? "" : " ");
                yaml.append(example(option)).append('\n');
            }
        }
        return yaml.toString();
    }

    private static String example(ComponentOption option) {
        if (!option.words().isEmpty()) {
            return option.words().stream()
                    .filter(word -> !word.equals(String.valueOf(option.defaultValue())))
                    .reduce((first, last) -> last)
                    .orElseThrow();
        }
        if (option.name().equals("modelTable")) {
            // The component reads the file when it starts.
            return "classpath:io/github/refvideo/camel/models.json";
        }
        return switch (option.type()) {
            case "boolean" -> String.valueOf(!Boolean.TRUE.equals(option.defaultValue()));
            case "integer" -> "77";
            case "number" -> "7.5";
            case "duration" -> "77s";
            case "object" ->
                    option.isBean()
                            ? "\"#bean:" + option.name() + "\""
                            : "\n        X-Tenant: of " + option.name();
            default -> "some " + option.name();
        };
    }
}
