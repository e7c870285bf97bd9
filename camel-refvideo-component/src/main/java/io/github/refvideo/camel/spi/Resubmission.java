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
package io.github.refvideo.camel.spi;

/** Whether a submit that may have been processed can be sent again. */
public enum Resubmission {
    /** The service supports idempotency keys: the same key and bytes lead to the same job. */
    SAME_KEY_IS_SAFE,
    /** Each request that the service receives is a new job, and is billed. */
    PAYS_AGAIN
}
