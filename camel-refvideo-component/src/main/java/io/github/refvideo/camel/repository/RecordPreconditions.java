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
package io.github.refvideo.camel.repository;

/** What every store asks of its caller. A breach is a mistake in the program, not a lost race. */
final class RecordPreconditions {

    private RecordPreconditions() {}

    static void checkFirst(JobRecord record) {
        if (record.version() != 1) {
            throw new IllegalArgumentException(
                    "A new record has version 1, not " + record.version());
        }
    }

    static void checkNext(JobRecord next) {
        if (next.version() < 2) {
            throw new IllegalArgumentException(
                    "A record that replaces another has version 2 or more, not " + next.version());
        }
    }

    static void checkLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, not " + limit);
        }
    }
}
