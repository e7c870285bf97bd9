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
package io.github.refvideo.camel.job;

import io.github.refvideo.camel.repository.JobRecord;
import java.time.Instant;

/**
 * The repository's answer to the wish to submit.
 *
 * @param record as it stands now
 * @param until whoever had the claim before may have submitted until then
 */
record Claim(Kind kind, JobRecord record, Instant until) {

    enum Kind {
        /** Nobody had the key: submit. */
        MINE,
        /** Somebody claimed the key and was not heard of again: the submit may have gone out. */
        TAKEN_OVER,
        /** Somebody is submitting at this moment: look again. */
        BUSY,
        /** The job is known: wait for it. */
        SUBMITTED,
        /** The key was used for something else. */
        OF_ANOTHER_REQUEST
    }

    Claim(Kind kind, JobRecord record) {
        this(kind, record, null);
    }

    /** The record, if it is the job's to go on with; null otherwise. */
    JobRecord held() {
        return kind == Kind.BUSY || kind == Kind.OF_ANOTHER_REQUEST ? null : record;
    }
}
