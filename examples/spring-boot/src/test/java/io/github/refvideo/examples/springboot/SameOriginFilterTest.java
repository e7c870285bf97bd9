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
package io.github.refvideo.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.ForwardedHeaderFilter;

/** Pages of other sites cannot order; the own page and programs can, also behind a proxy. */
class SameOriginFilterTest {

    private final SameOriginFilter filter =
            new SameOriginFilter(Set.of("videos.example.com", "videos_1"));
    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/videos");

    @Test
    void programThatSendsNeitherHeaderCanOrder() throws Exception {
        assertThat(status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "same-origin, 200",
        "none, 200",
        "same-site, 403",
        "cross-site, 403",
        "something-new, 403"
    })
    void browserReportsTheSite(String site, int status) throws Exception {
        request.addHeader("Sec-Fetch-Site", site);

        assertThat(status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "same-origin, http://127.0.0.1:8080, 200",
        "none, http://127.0.0.1:8080, 200",
        "same-origin, https://videos.example.com, 403",
        "none, null, 403"
    })
    void originMustAlsoBeOwn(String site, String origin, int status) throws Exception {
        request.addHeader("Sec-Fetch-Site", site);
        request.addHeader("Origin", origin);
        request.addHeader("Host", "127.0.0.1:8080");

        assertThat(status()).isEqualTo(status);
    }

    @Test
    void ownOriginDoesNotHelpAPageThatTheBrowserReports() throws Exception {
        request.addHeader("Sec-Fetch-Site", "cross-site");
        request.addHeader("Origin", "http://127.0.0.1:8080");
        request.addHeader("Host", "127.0.0.1:8080");

        assertThat(status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, 127.0.0.1:8080",
        "http://localhost:8080, localhost:8080",
        "http://[::1]:8080, [::1]:8080",
        "http://videos.example.com, videos.example.com",
        "http://videos.example.com, videos.example.com:80",
        "http://videos.example.com:80, videos.example.com",
        "HTTP://Videos.Example.COM, videos.example.com",
        "http://videos_1:8080, videos_1:8080",
        // A proxy receives TLS.
        "https://videos.example.com, videos.example.com",
        "https://videos.example.com, videos.example.com:443",
        "https://videos.example.com:8443, videos.example.com:8443"
    })
    void pageOfThisServiceCanOrder(String origin, String host) throws Exception {
        request.addHeader("Origin", origin);
        request.addHeader("Host", host);

        assertThat(status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example.com, videos.example.com",
        "http://127.0.0.1:9090, 127.0.0.1:8080",
        "http://127.0.0.1, 127.0.0.1:8080",
        "http://localhost:8080, 127.0.0.1:8080",
        "https://videos.example.com:8443, videos.example.com",
        "http://videos.example.com:8080, videos.example.com:80",
        "http://videos.example.com.evil.example, videos.example.com",
        "http://evil.example/videos.example.com, videos.example.com",
        "http://videos.example.com@evil.example, videos.example.com",
        "null, videos.example.com",
        "'', videos.example.com",
        "file://, videos.example.com",
        "chrome-extension://videos.example.com, videos.example.com",
        "videos.example.com, videos.example.com"
    })
    void pageOfAnotherOriginCannotOrder(String origin, String host) throws Exception {
        request.addHeader("Origin", origin);
        request.addHeader("Host", host);

        assertThat(status()).isEqualTo(403);
    }

    /** A page of another site whose name was made to resolve to this server. */
    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example"})
    void pageWhoseHostNameIsNotOfThisServerCannotOrder(String host) throws Exception {
        request.addHeader("Sec-Fetch-Site", "same-origin");
        request.addHeader("Origin", "http://" + host + ":8080");
        request.addHeader("Host", host + ":8080");

        assertThat(status()).isEqualTo(403);
    }

    /** An attacker in the network can replace it. */
    @Test
    void pageWithoutTlsIsAnotherOrigin() throws Exception {
        request.setScheme("https");
        request.setSecure(true);
        request.setServerPort(443);
        request.addHeader("Host", "videos.example.com");
        request.addHeader("Origin", "http://videos.example.com");

        assertThat(status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "https://videos.example.com, 200",
        "http://videos.example.com, 403",
        "https://evil.example.com, 403",
        "http://127.0.0.1:8080, 403"
    })
    void originIsComparedWithTheAddressOfTheProxy(String origin, int status) throws Exception {
        request.addHeader("Host", "127.0.0.1:8080");
        request.addHeader("X-Forwarded-Host", "videos.example.com");
        request.addHeader("X-Forwarded-Proto", "https");
        request.addHeader("Origin", origin);

        assertThat(status(new ForwardedHeaderFilter(), filter)).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void anyPageCanRead(String method) throws Exception {
        request.setMethod(method);
        request.addHeader("Sec-Fetch-Site", "cross-site");

        assertThat(status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    void otherPagesCannotChangeAnything(String method) throws Exception {
        request.setMethod(method);
        request.addHeader("Origin", "https://evil.example.com");

        assertThat(status()).isEqualTo(403);
    }

    private int status() throws Exception {
        return status(filter);
    }

    private int status(Filter... filters) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new MockFilterChain(
                        new HttpServlet() {
                            @Override
                            protected void service(
                                    jakarta.servlet.http.HttpServletRequest received,
                                    jakarta.servlet.http.HttpServletResponse answer) {
                                answer.setStatus(200);
                            }
                        },
                        filters)
                .doFilter(request, response);
        return response.getStatus();
    }
}
