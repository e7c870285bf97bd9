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
package io.github.refvideo.camel.internal.engine;

import io.github.refvideo.camel.spi.VideoProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;

/** The provider of one process: a dead process receives no answers. */
record KillableProvider(VideoProvider service, Node.KillableTimer timer) {

    /** Implements what the service implements. */
    VideoProvider asProvider() {
        return (VideoProvider)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        service.getClass().getInterfaces(),
                        (proxy, method, args) -> {
                            try {
                                Object answer = method.invoke(service, args);
                                return answer instanceof CompletableFuture<?> future
                                        ? timer.whileAlive(future)
                                        : answer;
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
