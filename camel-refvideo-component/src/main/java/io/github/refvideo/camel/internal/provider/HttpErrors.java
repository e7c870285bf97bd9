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
import java.util.Locale;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Reads HTTP replies that are errors. */
public final class HttpErrors {

    private HttpErrors() {}

    /**
     * Camel's exception for an HTTP error, so that existing {@code onException} clauses work.
     *
     * @param uri its query is left out
     * @param reply its body is truncated, and secrets are removed
     * @param secrets the key and other values that were sent; never part of the result
     */
    public static HttpOperationFailedException cause(
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

    /**
     * Whether the reply is not a JSON object: then it is not from the service but from a proxy, a
     * firewall or a web server, and hints about keys and models would mislead.
     */
    public static boolean isForeign(HttpResponse reply) {
        return ServiceJson.object(reply.body()).isMissingNode();
    }

    /**
     * What to check; starts with a separator.
     *
     * @param uri of the request; its query is left out
     * @param example of a {@code baseUrl}
     */
    public static String foreignHint(URI uri, String example) {
        return "; this is not a response of the service. Check the URL path "
                + uri.getRawPath()
                + ": an example of baseUrl is "
                + example
                + ". A proxy or firewall may have answered";
    }

    /** Whether the reply is a web page. */
    public static boolean isWebPage(HttpResponse reply) {
        String type = reply.head().header("content-type").orElse("").toLowerCase(Locale.ROOT);
        String start = reply.text().stripLeading();
        return type.startsWith("text/html") || start.startsWith("<");
    }
}
