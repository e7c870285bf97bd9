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

/**
 * Endpoint DSL: {@code refvideo("generate")} and one method per option instead of a URI.
 *
 * <p>A route builder that extends Camel's {@code EndpointRouteBuilder} gets {@code refvideo(...)}
 * by implementing {@link
 * io.github.refvideo.camel.builder.endpoint.dsl.RefVideoEndpointBuilderFactory.RefVideoBuilders};
 * everywhere else {@link io.github.refvideo.camel.builder.endpoint.StaticEndpointBuilders} can be
 * imported statically. {@link io.github.refvideo.camel.builder.endpoint.EndpointBuilderFactory}
 * cannot be implemented by a class that extends {@code EndpointRouteBuilder}: both bring {@code
 * endpoints(...)}.
 */
package io.github.refvideo.camel.builder.endpoint;
