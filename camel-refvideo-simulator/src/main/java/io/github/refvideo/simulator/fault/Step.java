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
package io.github.refvideo.simulator.fault;

import java.util.Locale;

/** A step in the life of one generation, as seen on the wire. */
public enum Step {
    /** The paid call that creates a job and returns at once. */
    START,
    /** The paid call that creates a job and holds the connection until the video is there. */
    STREAM,
    /** A read of a job's state. */
    STATUS,
    /** The download of a finished video. */
    RESULT,
    /** The simulator hands out a reference that it hosts itself. */
    REFERENCE,
    /** Listings: models, capabilities, credits, configuration. */
    MODELS,
    /** The simulator calls the client back; the only outgoing step. */
    WEBHOOK,
    /** DashScope: the paid call that creates a task. */
    DASHSCOPE_CREATE,
    /** DashScope: a read of one task. */
    DASHSCOPE_QUERY,
    /** DashScope: a page of the list of tasks. */
    DASHSCOPE_LIST,
    /** DashScope: the end of a task that has not begun. */
    DASHSCOPE_CANCEL,
    /** DashScope: the permission to upload. */
    DASHSCOPE_POLICY,
    /** DashScope: the upload itself, an object store's form. */
    DASHSCOPE_UPLOAD,
    /** Vercel Blob: an upload in one request. */
    BLOB_PUT,
    /** Vercel Blob: the beginning of an upload in parts. */
    BLOB_CREATE,
    /** Vercel Blob: one part. */
    BLOB_PART,
    /** Vercel Blob: the end of an upload in parts. */
    BLOB_COMPLETE,
    /** Vercel Blob: the deletion of one or more. */
    BLOB_DELETE,
    /** Vercel Blob: what is known about one, or a list of them. */
    BLOB_HEAD,
    /** Vercel Blob: the permission to sign addresses. */
    BLOB_TOKEN,
    /** Vercel Blob: the public reading of one, by whomever. */
    BLOB_FETCH;

    /** Whether this step draws on DashScope's common quota of queries, lists and cancels. */
    public boolean sharesStatusQuota() {
        return this == DASHSCOPE_QUERY || this == DASHSCOPE_LIST || this == DASHSCOPE_CANCEL;
    }

    /** The lower-case name used on the command line, for example {@code dashscope-query}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The step of that name, in any letter case. */
    public static Step of(String word) {
        return valueOf(word.trim().toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
