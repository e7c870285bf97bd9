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
package io.github.refvideo.camel;

import io.github.refvideo.camel.internal.runtime.RefVideoRuntime;

/**
 * What the endpoints of a component share from one start of the component to its stop.
 *
 * @param runtime timer, threads, engine and HTTP clients
 * @param httpSettings translates options to the settings of HTTP clients
 * @param providers creates the providers of endpoints
 * @param stores creates the reference stores of endpoints
 */
record ComponentServices(
        RefVideoRuntime runtime,
        HttpSettingsFactory httpSettings,
        ProviderFactory providers,
        ReferenceStoreFactory stores) {}
