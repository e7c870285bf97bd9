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
 * One path, or one family of paths, that a face answers.
 *
 * @param methods the HTTP methods it takes
 * @param path the exact path, or a prefix that ends in {@code /}; a {@code *} stands for one part
 *     between slashes that is not empty
 * @param step the step to count and to inject at, or null
 * @param bodyLimit largest body in bytes; a larger one is read to its end and answered with 413
 * @param errors how errors look on this path
 * @param jobOf the job that a request names, or null if it names none; called once the body is read
 * @param modelInBody the model that a body names; called once it is read. Null if a header names it
 * @param when what a request must be like besides its path, where one path serves several steps
 * @param spooled whether the body is kept out of the heap, for {@link Call#takeUpload()}
 * @param handler answers the call, now or later
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

    /** A route of a protocol that names models in a header. */
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

    /** A route of a protocol that names models in a body or nowhere. */
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

    /** This route for such requests only. */
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

    /** This route with bodies that may be larger than the heap. */
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
