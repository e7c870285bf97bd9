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
package io.github.refvideo.camel.internal.reference.store;

/**
 * What may go into a request as bytes, at the service and with the model that it is for.
 *
 * @param taking which kind of media
 * @param maxRequestBytes how long the whole request may get, the bytes as base64 included
 * @param limitName whose limit that is, for messages, such as {@code the gateway}
 */
public record InlinePolicy(Taking taking, long maxRequestBytes, String limitName) {

    /** Links only. */
    public static final InlinePolicy NONE = new InlinePolicy(Taking.NOTHING, 0, "the service");

    /** Which media a model takes as bytes. */
    public enum Taking {
        NOTHING,
        PICTURES,
        /** Pictures, and no links: a stored picture would be ignored. */
        PICTURES_AND_NO_LINKS
    }
}
