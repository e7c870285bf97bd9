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
package io.github.refvideo.simulator.server;

import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/** Signals exactly once that a request has finished, by a response or a lost connection. */
final class CompletionSignal {
    private List<Runnable> actions = new ArrayList<>(2);

    CompletionSignal(HttpServerRequest request, Runnable action) {
        actions.add(action);
        request.response()
                .endHandler(ignored -> over())
                .closeHandler(ignored -> over())
                .exceptionHandler(e -> over());
    }

    /** Adds an action; runs it immediately if the request has already finished. */
    void whenOver(Runnable action) {
        if (actions == null) {
            action.run();
        } else {
            actions.add(action);
        }
    }

    private void over() {
        List<Runnable> once = actions;
        actions = null;
        if (once != null) {
            once.forEach(Runnable::run);
        }
    }
}
