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
package io.github.refvideo.camel.internal.download;

import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpRequest;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.ResponseSink;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The host of a service that delivers its videos itself. It was configured, so its address is not
 * checked, and it gets the credentials. Any other host is fetched like the host of a link.
 *
 * @param file of the service
 * @param headers for this host only
 * @param service a client without an address policy
 * @param links a client with the address policy of downloads
 */
record ServiceHost(URI file, Map<String, String> headers, AsyncHttp service, AsyncHttp links)
        implements AsyncHttp {

    /** Whether a URL has the same scheme, host and port. */
    boolean contains(URI url) {
        return file.getScheme().equalsIgnoreCase(url.getScheme())
                && authority(file).equals(authority(url));
    }

    private static String authority(URI url) {
        String host = HttpRequest.host(url).toLowerCase(Locale.ROOT);
        String authority = url.getRawAuthority();
        String port = authority.substring(HttpRequest.host(url).length());
        String usual = url.getScheme().equalsIgnoreCase("https") ? ":443" : ":80";
        return host + (port.isEmpty() ? usual : port);
    }

    @Override
    public CompletableFuture<HttpResponse> send(HttpRequest request) {
        return contains(request.uri())
                ? service.send(request.adding(headers))
                : links.send(request);
    }

    @Override
    public CompletableFuture<Void> stream(HttpRequest request, ResponseSink sink) {
        return contains(request.uri())
                ? service.stream(request.adding(headers), sink)
                : links.stream(request, sink);
    }

    /** The clients belong to the component. */
    @Override
    public void close() {}
}
