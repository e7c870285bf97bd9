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
package io.github.refvideo.simulator;

import static io.github.refvideo.simulator.GatewayClient.body;
import static io.github.refvideo.simulator.GatewayClient.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.fault.Step;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finished videos are served as by an object store. */
class ResultTest {
    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(
                    builder -> builder.fetchReferences(false).urlLifetime(Duration.ofHours(24)));

    private RefVideoSimulator sim;
    private GatewayClient client;
    private String url;
    private byte[] whole;

    @BeforeEach
    void finishedVideo(RefVideoSimulator simulator) {
        sim = simulator;
        client = new GatewayClient(sim);
        url =
                client.state(client.startedJob(body("https://e.com/a.png")))
                        .at("/videos/0/url")
                        .asText();
        whole = get(url).body();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,0,0",
        "bytes=10-19,10,19",
        "bytes=100-,100,-1",
        "bytes=-7,-7,-1",
        "bytes=0-99999999,0,-1"
    })
    void rangeGivesThatPartAnd206(String range, int first, int last) {
        int from = first < 0 ? whole.length + first : first;
        int to = last < 0 ? whole.length + last : last;

        HttpResponse<byte[]> part = get(url, "range", range);

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("content-range"))
                .hasValue("bytes " + from + "-" + to + "/" + whole.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, from, to + 1));
    }

    @Test
    void rangeBeyondTheEndIs416() {
        HttpResponse<byte[]> response = get(url, "range", "bytes=" + whole.length + "-");

        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(response.headers().firstValue("content-range"))
                .hasValue("bytes */" + whole.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=5-2", "bytes=-", "bytes=0-1,4-5", "items=0-1"})
    void unreadableRangeGivesTheWholeVideo(String range) {
        HttpResponse<byte[]> response = get(url, "range", range);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(whole);
    }

    @Test
    void ifRangeResumesOnlyTheSameVideo() {
        String etag = get(url).headers().firstValue("etag").orElseThrow();

        assertThat(get(url, "range", "bytes=5-", "if-range", etag).statusCode()).isEqualTo(206);
        assertThat(get(url, "range", "bytes=5-", "if-range", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void headReturnsOnlyTheLength() {
        HttpResponse<byte[]> response =
                GatewayClient.send(
                        HttpRequest.newBuilder(URI.create(url))
                                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValueAsLong("content-length")).hasValue(whole.length);
        assertThat(response.headers().firstValue("accept-ranges")).hasValue("bytes");
    }

    @Test
    void linkExpiresWithTheClock() {
        sim.clock().advance(Duration.ofHours(23).plusMinutes(59));
        assertThat(get(url).statusCode()).isEqualTo(200);

        sim.clock().advance(Duration.ofMinutes(2));
        HttpResponse<byte[]> response = get(url);
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/xml");
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .contains("<Code>AccessDenied</Code>", "expired");
    }

    @Test
    void statusAfterTheWindowOffersNothingMore() {
        String id = sim.jobs().get(0).id();
        sim.clock().advance(Duration.ofHours(25));

        JsonNode state = client.state(id);

        assertThat(state.get("status").asText()).isEqualTo("completed");
        assertThat(state.get("videos")).isEmpty();
        JsonNode result = state.at("/providerMetadata/gateway/asyncJob/result");
        assertThat(result.has("expiresAt")).isFalse();
        assertThat(result.get("expiredAt").asLong()).isPositive();
    }

    @Test
    void linkCannotBeForged() {
        assertThat(get(url.replaceAll("expires=\\d+", "expires=99999999999")).statusCode())
                .isEqualTo(403);
        assertThat(get(url.replaceAll("sig=.", "sig=!".replace('!', 'z'))).statusCode())
                .isEqualTo(403);
        assertThat(get(url.substring(0, url.indexOf('?'))).statusCode()).isEqualTo(403);
    }

    @Test
    void credentialOnALinkIsRefused() {
        assertThat(get(url, "authorization", "Bearer test").statusCode()).isEqualTo(400);
    }

    @Test
    void sameRequestAndSeedGiveTheSameVideo() {
        String again =
                client.state(client.startedJob(body("https://e.com/a.png")))
                        .at("/videos/0/url")
                        .asText();

        assertThat(again).isNotEqualTo(url);
        assertThat(get(again).body()).isEqualTo(whole);
        sim.assertThat().received(Step.RESULT).exactly(2);
    }
}
