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

import io.github.refvideo.simulator.fault.Step;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A path or path pattern and its handler.
 *
 * @param methods the accepted HTTP methods
 * @param path the exact path, or a prefix that ends in {@code /}; a {@code *} matches one non-empty
 *     path segment
 * @param step the step for counting and fault injection, or null
 * @param bodyLimit maximum body size in bytes; a larger body is read to its end and rejected with
 *     413
 * @param errors the error format of this path
 * @param jobOf returns the job of a request, or null; called after the body was read
 * @param modelInBody returns the model in a body; called after the body was read. Null if the model
 *     is in a header
 * @param when an additional condition, for paths that serve several steps
 * @param spooled whether the body is spooled instead of kept on the heap, for {@link
 *     Call#takeUpload()}
 * @param handler handles the call, synchronously or asynchronously
 */
public record Route(
        Set<String> methods,
        String path,
        Step step,
        long bodyLimit,
        ErrorStyle errors,
        Function<Call, String> jobOf,
        Function<Call, String> modelInBody,
        Predicate<HttpServerRequest> when,
        boolean spooled,
        Consumer<Call> handler) {
    private static final Predicate<HttpServerRequest> ALWAYS = request -> true;

    /** A route of a protocol with the model in a header. */
    public Route(
            Set<String> methods,
            String path,
            Step step,
            long bodyLimit,
            ErrorStyle errors,
            Function<Call, String> jobOf,
            Consumer<Call> handler) {
        this(methods, path, step, bodyLimit, errors, jobOf, null, handler);
    }

    /** A route of a protocol with the model in the body, or without a model. */
    public Route(
            Set<String> methods,
            String path,
            Step step,
            long bodyLimit,
            ErrorStyle errors,
            Function<Call, String> jobOf,
            Function<Call, String> modelInBody,
            Consumer<Call> handler) {
        this(methods, path, step, bodyLimit, errors, jobOf, modelInBody, ALWAYS, false, handler);
    }

    /** This route with an additional condition. */
    public Route onlyFor(Predicate<HttpServerRequest> condition) {
        return new Route(
                methods,
                path,
                step,
                bodyLimit,
                errors,
                jobOf,
                modelInBody,
                condition,
                spooled,
                handler);
    }

    /** This route with spooled bodies, which may be larger than the heap. */
    public Route intoSpool() {
        return new Route(
                methods, path, step, bodyLimit, errors, jobOf, modelInBody, when, true, handler);
    }

    boolean matches(HttpServerRequest request) {
        return matches(request.path()) && when.test(request);
    }

    String modelOf(Call call) {
        return modelInBody == null ? call.header("ai-model-id") : modelInBody.apply(call);
    }

    boolean matches(String requested) {
        int at = 0;
        for (int i = 0; i < path.length(); i++) {
            char expected = path.charAt(i);
            if (expected == '*') {
                int slash = requested.indexOf('/', at);
                int end = slash < 0 ? requested.length() : slash;
                if (end == at) {
                    return false;
                }
                at = end;
            } else if (at == requested.length() || requested.charAt(at++) != expected) {
                return false;
            }
        }
        return at == requested.length() || path.endsWith("/");
    }
}
