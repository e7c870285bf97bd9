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
package io.github.refvideo.camel.internal.reference.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobSettingsTest {

    private static final String OPTION = "vercel_blob_rw_aaa_canary1";
    private static final String VARIABLE = "vercel_blob_rw_bbb_canary2";
    private static final UnaryOperator<String> ENVIRONMENT =
            Map.of("BLOB_READ_WRITE_TOKEN", VARIABLE)::get;

    @Test
    void optionWinsOverTheEnvironment() {
        assertThat(BlobSettings.of(OPTION, null, false, ENVIRONMENT).storeId()).isEqualTo("aaa");
        assertThat(BlobSettings.of(" ", null, false, ENVIRONMENT).storeId()).isEqualTo("bbb");
    }

    @Test
    void publicServiceIsTheDefault() {
        assertThat(BlobSettings.of(OPTION, null, false, ENVIRONMENT).endpoint("/delete"))
                .hasToString("https://vercel.com/api/blob/delete");
        assertThat(BlobSettings.of(OPTION, "http://h:1/b/", false, ENVIRONMENT).endpoint("/mpu"))
                .hasToString("http://h:1/b/mpu");
    }

    @Test
    void missingTokenIsNamed() {
        assertThatThrownBy(() -> BlobSettings.of(null, null, false, name -> null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("blobAccessKey: is missing")
                .hasMessageContaining("BLOB_READ_WRITE_TOKEN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary",
                "vercel_blob_client_aaa_canary",
                "vercel_blob_rw__canary",
                "vercel_blob_rw_canary",
                "vercel_blob_rw_aaa_canary\r\nx: y",
                "vercel_blob_rw_aaa_canary secret"
            })
    void otherTokensAreRefusedWithoutBeingRepeated(String token) {
        assertThatThrownBy(() -> BlobSettings.of(token, null, false, name -> null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("blobAccessKey: is not a read-write token")
                .message()
                .doesNotContain("canary");
        assertThatThrownBy(() -> BlobSettings.of(null, null, false, name -> token))
                .hasMessageStartingWith("BLOB_READ_WRITE_TOKEN (environment)")
                .message()
                .doesNotContain("canary");
    }

    @Test
    void settingsAreEqualByWhatTheyMeanAndShowNoToken() {
        BlobSettings one = BlobSettings.of(OPTION, null, true, ENVIRONMENT);

        assertThat(one).isEqualTo(BlobSettings.of(OPTION + " ", null, true, ENVIRONMENT));
        assertThat(one).isNotEqualTo(BlobSettings.of(OPTION, null, false, ENVIRONMENT));
        assertThat(one.toString()).doesNotContain("canary");
    }
}
