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

import java.util.concurrent.atomic.AtomicInteger;

/** Names the reactor's threads, which take no thread factory, when they first do something. */
final class ThreadNames {

    static final String PREFIX = "refvideo-http-";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private ThreadNames() {}

    static void claim() {
        Thread thread = Thread.currentThread();
        if (!thread.getName().startsWith(PREFIX)) {
            thread.setName(PREFIX + "io-" + COUNT.incrementAndGet());
        }
    }
}
