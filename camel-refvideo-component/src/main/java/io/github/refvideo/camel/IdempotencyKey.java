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

import java.util.UUID;
import org.apache.camel.Exchange;

/** The key of a paid call: the user's, or one that is made once per step of an exchange. */
final class IdempotencyKey {

    private static final String PREFIX = "refvideo_";

    private IdempotencyKey() {}

    static String of(GenerateRequest request, Exchange exchange) {
        String chosen = request.idempotencyKey();
        return chosen == null || chosen.isBlank() ? PREFIX + UUID.randomUUID() : chosen.strip();
    }
}
