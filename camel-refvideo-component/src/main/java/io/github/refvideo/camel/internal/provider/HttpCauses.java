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
package io.github.refvideo.camel.internal.provider;

import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.ResponseHead;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Camel's own exception for an HTTP error, so that existing {@code onException} clauses work. */
public final class HttpCauses {

    private HttpCauses() {}

    /**
     * @param uri its query is left out
     * @param reply its body is cut and scrubbed
     * @param secrets the key and other values that were sent; never part of the result
     */
    public static HttpOperationFailedException of(
            URI uri, HttpResponse reply, Collection<String> secrets) {
        ResponseHead head = reply.head();
        Map<String, String> headers = new LinkedHashMap<>();
        head.headers()
                .forEach(
                        (name, values) ->
                                headers.put(
                                        name,
                                        ServiceText.body(String.join(", ", values), secrets)));
        return new HttpOperationFailedException(
                uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath(),
                head.status(),
                head.reason(),
                head.header("location").map(l -> ServiceText.line(l, secrets)).orElse(null),
                headers,
                ServiceText.body(reply.text(), secrets));
    }
}
