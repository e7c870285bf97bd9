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
import java.util.function.UnaryOperator;

/** Clients with a custom name service, for tests of other packages. */
public final class TestClients {

    private TestClients() {}

    /**
     * @param names host to address or to another name
     */
    public static AsyncHttp resolving(
            HttpSettings settings, Timer timer, UnaryOperator<String> names) {
        return new ApacheAsyncHttp(
                settings, timer, host -> InetAddress.getAllByName(names.apply(host)));
    }

    /** Exchanges and connections that are in use. */
    public static int inUse(AsyncHttp http) {
        return ((ApacheAsyncHttp) http).inUse();
    }
}
