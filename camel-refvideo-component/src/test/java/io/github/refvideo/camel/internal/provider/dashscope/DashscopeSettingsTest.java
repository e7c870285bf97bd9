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
package io.github.refvideo.camel.internal.provider.dashscope;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.internal.provider.ServiceCredential;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The credential and the addresses of the service. */
class DashscopeSettingsTest {

    @Test
    void theKeyIsFoundInTheOrderThatIsDocumented() {
        Map<String, String> environment = new HashMap<>();
        assertThat(DashscopeSettings.findCredential(" ", environment::get)).isEmpty();

        environment.put("ALIBABA_API_KEY", " c ");
        assertThat(DashscopeSettings.findCredential(null, environment::get))
                .contains(new ServiceCredential("c", "api-key"));

        environment.put("DASHSCOPE_API_KEY", "b");
        assertThat(DashscopeSettings.findCredential("", environment::get))
                .contains(new ServiceCredential("b", "api-key"));
        assertThat(DashscopeSettings.findCredential("a", environment::get))
                .contains(new ServiceCredential("a", "api-key"));
    }

    @Test
    void theKeyIsNeverPrinted() {
        DashscopeSettings settings = DashscopeFixture.settings("https://h/api/v1/", null, null);

        assertThat(settings.toString()).doesNotContain(DashscopeFixture.KEY);
        assertThat(settings.baseUrl()).isEqualTo("https://h/api/v1");
        assertThat(settings.listBaseUrl()).isEqualTo("https://h/api/v1");
    }
}
