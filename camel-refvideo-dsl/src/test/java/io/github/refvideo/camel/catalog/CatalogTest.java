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
import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.RefVideoOperation;
import io.github.refvideo.camel.dsl.Metadata;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.ConfigurationPropertiesValidationResult;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalog of Camel, which editors and the validating Maven plugin use, contains refvideo. */
class CatalogTest {

    private final CamelCatalog catalog = new DefaultCamelCatalog();

    @BeforeEach
    void addComponent() {
        catalog.addComponent("refvideo", RefVideoComponent.class.getName(), Metadata.json());
    }

    /** As the tools that find the component in a jar: they know no more than its class. */
    @Test
    void descriptionIsFoundByTheClassOfTheComponent() {
        CamelCatalog another = new DefaultCamelCatalog();
        another.addComponent("refvideo", RefVideoComponent.class.getName());

        assertThat(another.componentJSonSchema("refvideo")).isEqualTo(Metadata.json());
        assertThat(another.findComponentNames()).contains("refvideo");
        assertThat(another.validateEndpointProperties("refvideo:generate?duration=4").isSuccess())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(RefVideoOperation.class)
    void eachOperationIsValid(RefVideoOperation operation) {
        assertValid("refvideo:" + operation + "?apiKey={{key}}&connectTimeout=5s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refvideo:generate?model=alibaba/wan-v2.6-r2v&resolution=1280x720&duration=4&shotType=single",
                "refvideo:generate?provider=dashscope&region=beijing&audio=true&seed=7&output=file&outputDirectory=/videos",
                "refvideo:generate?provider=#bean:mine&maxEstimatedCost=0.5&pollInterval=2s&pollTimeout=15m",
                "refvideo:submit?referenceStore=endpoint:direct:upload&allowedModels=wan2.6-r2v,wan2.7-r2v",
                "refvideo:await?output=stream&maxVideoSize=1000000",
                "refvideo:status?additionalHeader.X-Tenant=zoo",
                "refvideo:resume?delay=30000&bridgeErrorHandler=true"
            })
    void goodUrisAreAccepted(String uri) {
        assertValid(uri);
    }

    @Test
    void misspeltOptionIsUnknown() {
        EndpointValidationResult result =
                catalog.validateEndpointProperties("refvideo:generate?resolutoin=1280x720");

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.getUnknown()).containsExactly("resolutoin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"output=gif", "region=mars", "shotType=double", "validation=maybe"})
    void unknownEnumValueIsRejectedWithTheChoices(String option) {
        EndpointValidationResult result =
                catalog.validateEndpointProperties("refvideo:generate?" + option);

        String name = option.substring(0, option.indexOf('='));
        assertThat(result.getInvalidEnum()).containsOnlyKeys(name);
        assertThat(result.getEnumChoices(name)).hasSizeGreaterThan(1);
    }

    @Test
    void wrongTypesAreRefused() {
        EndpointValidationResult result =
                catalog.validateEndpointProperties(
                        "refvideo:generate?duration=long&audio=loud&maxEstimatedCost=cheap&pollInterval=soon");

        assertThat(result.getInvalidInteger()).containsOnlyKeys("duration");
        assertThat(result.getInvalidBoolean()).containsOnlyKeys("audio");
        assertThat(result.getInvalidNumber()).containsOnlyKeys("maxEstimatedCost");
        assertThat(result.getInvalidDuration()).containsOnlyKeys("pollInterval");
    }

    @Test
    void operationIsRequiredAndMustBeOneThatExists() {
        assertThat(catalog.validateEndpointProperties("refvideo:?duration=4").getRequired())
                .containsExactly("operation");
        assertThat(catalog.validateEndpointProperties("refvideo:paint").getInvalidEnum())
                .containsEntry("operation", "paint");
    }

    @Test
    void consumerAndProducerOptionsAreLabeled() {
        assertThat(
                        catalog.validateEndpointProperties(
                                        "refvideo:resume?delay=30000", false, true, false)
                                .isSuccess())
                .isTrue();
        assertThat(
                        catalog.validateEndpointProperties(
                                        "refvideo:resume?delay=30000", false, false, true)
                                .getNotProducerOnly())
                .containsExactly("delay");
        assertThat(
                        catalog.validateEndpointProperties(
                                        "refvideo:generate?model=wan2.6-r2v", false, true, false)
                                .getNotConsumerOnly())
                .containsExactly("model");
    }

    @Test
    void uriThatWasTakenApartIsPutTogetherAgain() throws Exception {
        String uri = "refvideo:generate?duration=4&model=alibaba/wan-v2.6-r2v&resolution=1280x720";

        Map<String, String> properties = catalog.endpointProperties(uri);

        assertThat(properties)
                .containsEntry("operation", "generate")
                .containsEntry("model", "alibaba/wan-v2.6-r2v");
        assertThat(catalog.asEndpointUri("refvideo", properties, false)).isEqualTo(uri);
        assertThat(catalog.endpointComponentName(uri)).isEqualTo("refvideo");
    }

    @Test
    void settingsOfAnApplicationAreValidatedToo() {
        assertThat(setting("camel.component.refvideo.poll-timeout=15m").isSuccess()).isTrue();
        assertThat(setting("camel.component.refvideo.jobRepository=#jobs").isSuccess()).isTrue();
        assertThat(setting("camel.component.refvideo.workerThreads=many").isSuccess()).isFalse();
        assertThat(setting("camel.component.refvideo.paint=red").isSuccess()).isFalse();
    }

    @Test
    void componentIsAsynchronousAndBothConsumerAndProducer() {
        ComponentModel component = catalog.componentModel("refvideo");

        assertThat(component.isAsync()).isTrue();
        assertThat(component.isConsumerOnly()).isFalse();
        assertThat(component.isProducerOnly()).isFalse();
        assertThat(component.isRemote()).isTrue();
        assertThat(component.isLenientProperties()).isFalse();
        assertThat(component.getSyntax()).isEqualTo("refvideo:operation");
        assertThat(component.getGroupId() + ":" + component.getArtifactId())
                .isEqualTo("io.github.refvideo:camel-refvideo");
    }

    @Test
    void nothingIsWithoutADescription() {
        ComponentModel component = catalog.componentModel("refvideo");
        assertThat(component.getDescription()).endsWith(".");
        assertThat(
                        Stream.of(
                                        component.getComponentOptions(),
                                        component.getEndpointOptions(),
                                        component.getEndpointHeaders())
                                .flatMap(List::stream))
                .isNotEmpty()
                .allSatisfy(
                        option ->
                                assertThat(option.getDescription())
                                        .as(option.getName())
                                        .isNotBlank());
    }

    @Test
    void everyHeaderOfTheComponentIsDocumented() {
        List<String> constants =
                Arrays.stream(RefVideoConstants.class.getFields())
                        .map(CatalogTest::value)
                        .filter(value -> value.startsWith("CamelRefVideo"))
                        .toList();

        assertThat(catalog.componentModel("refvideo").getEndpointHeaders())
                .extracting(BaseOptionModel::getName)
                .containsExactlyInAnyOrderElementsOf(constants);
    }

    @Test
    void secretOptionsAreMarked() {
        assertThat(
                        catalog.componentModel("refvideo").getEndpointOptions().stream()
                                .filter(BaseOptionModel::isSecret)
                                .map(BaseOptionModel::getName))
                .contains(
                        "apiKey",
                        "blobAccessKey",
                        "additionalHeader",
                        "proxyAuthUsername",
                        "proxyAuthPassword");
    }

    private void assertValid(String uri) {
        EndpointValidationResult result = catalog.validateEndpointProperties(uri);
        assertThat(result.isSuccess()).as(() -> result.summaryErrorMessage(false)).isTrue();
    }

    private ConfigurationPropertiesValidationResult setting(String line) {
        return catalog.validateConfigurationProperty(line);
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
