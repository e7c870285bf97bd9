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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.refvideo.camel.internal.model.Region;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The base URL of the service for the options {@code baseUrl}, {@code region} and {@code
 * workspaceId}.
 */
class DashscopeRegionTest {

    @ParameterizedTest
    @CsvSource({
        "singapore, , https://dashscope-intl.aliyuncs.com/api/v1",
        "beijing, , https://dashscope.aliyuncs.com/api/v1",
        "virginia, '', https://dashscope-us.aliyuncs.com/api/v1",
        "singapore, ws-1, https://ws-1.ap-southeast-1.maas.aliyuncs.com/api/v1",
        "beijing, ' ws-1 ', https://ws-1.cn-beijing.maas.aliyuncs.com/api/v1",
        "virginia, ws-1, https://ws-1.us-east-1.maas.aliyuncs.com/api/v1",
        "frankfurt, ws-1, https://ws-1.eu-central-1.maas.aliyuncs.com/api/v1",
        "hongkong, ws-1, https://ws-1.cn-hongkong.maas.aliyuncs.com/api/v1",
        "tokyo, ws-1, https://ws-1.ap-northeast-1.maas.aliyuncs.com/api/v1"
    })
    void regionsHaveTheirAddresses(DashscopeRegion region, String workspaceId, String url) {
        assertThat(region.baseUrl(workspaceId)).isEqualTo(url);
        assertThat(DashscopeRegion.baseUrl(null, region, workspaceId)).isEqualTo(url);
        // The checks before the submit derive the region from the host.
        assertThat(Region.ofHost(URI.create(url).getHost())).contains(region.region());
        assertThat(DashscopeRegion.baseUrl(" http://localhost:1/x ", region, workspaceId))
                .isEqualTo("http://localhost:1/x");
    }

    @Test
    void singaporeIsTheDefault() {
        assertThat(DashscopeRegion.baseUrl(null, null, null))
                .isEqualTo("https://dashscope-intl.aliyuncs.com/api/v1");
    }

    @ParameterizedTest
    @EnumSource(names = {"frankfurt", "hongkong", "tokyo"})
    void regionsWithoutASharedAddressNeedAWorkspace(DashscopeRegion region) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DashscopeRegion.baseUrl(null, region, " "))
                .withMessageContaining("workspaceId: is missing")
                .withMessageContaining(region.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example/", "a.b", "a@b", "-a", "a b", "a\nb", "ü"})
    void aWorkspaceCannotNameAnotherHost(String workspaceId) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DashscopeRegion.singapore.baseUrl(workspaceId))
                .withMessageContaining("workspaceId");
    }
}
