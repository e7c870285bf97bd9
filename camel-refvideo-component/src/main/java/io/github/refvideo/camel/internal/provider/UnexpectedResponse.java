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
import java.net.URI;
import java.util.Locale;

/**
 * Tells a refusal of the service from one by something else: a proxy, a firewall, or a web server
 * that knows no such URL path. Advice about keys and models would mislead there.
 */
public final class UnexpectedResponse {

    private UnexpectedResponse() {}

    /** Whether the reply is not in the service's form: no JSON object. */
    public static boolean answered(HttpResponse reply) {
        return ServiceJson.object(reply.body()).isMissingNode();
    }

    /**
     * What to check; starts with a separator.
     *
     * @param uri what was asked for; its query is left out
     * @param example what {@code baseUrl} looks like
     */
    public static String advice(URI uri, String example) {
        return "; this is not an answer of the service. Check the URL path "
                + uri.getRawPath()
                + ": baseUrl looks like "
                + example
                + ". Or a proxy or firewall answered";
    }

    /** Whether the reply is a web page. */
    public static boolean isWebPage(HttpResponse reply) {
        String type = reply.head().header("content-type").orElse("").toLowerCase(Locale.ROOT);
        String start = reply.text().stripLeading();
        return type.startsWith("text/html") || start.startsWith("<");
    }
}
