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
package io.github.refvideo.camel.internal.http;

import io.github.refvideo.camel.internal.time.Timer;
import java.net.InetAddress;

/** Makes clients. */
public final class HttpClients {

    private HttpClients() {}

    /**
     * A client with its own connections and I/O threads (daemons, named {@code refvideo-http-…}).
     * The caller closes it.
     *
     * @param settings how to reach servers
     * @param timer counts the timeouts; not stopped by the client
     */
    public static AsyncHttp create(HttpSettings settings, Timer timer) {
        return create(settings, timer, InetAddress::getAllByName);
    }

    /** With a name service of the test's making. */
    static AsyncHttp create(HttpSettings settings, Timer timer, NameService names) {
        return new ApacheAsyncHttp(settings, timer, names);
    }
}
