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

/** A request type in the life of one generation. */
public enum Step {
    /** The paid call that creates a job and returns at once. */
    START,
    /** The paid call that creates a job and holds the connection until the video is ready. */
    STREAM,
    /** A read of a job's state. */
    STATUS,
    /** The download of a finished video. */
    RESULT,
    /** The download of a reference that the simulator hosts. */
    REFERENCE,
    /** Listings: models, capabilities, credits, configuration. */
    MODELS,
    /** The callback to the client; the only outgoing step. */
    WEBHOOK,
    /** DashScope: the paid call that creates a task. */
    DASHSCOPE_CREATE,
    /** DashScope: a read of one task. */
    DASHSCOPE_QUERY,
    /** DashScope: a page of the list of tasks. */
    DASHSCOPE_LIST,
    /** DashScope: the cancellation of a pending task. */
    DASHSCOPE_CANCEL,
    /** DashScope: the upload policy. */
    DASHSCOPE_POLICY,
    /** DashScope: the upload with the object store's form. */
    DASHSCOPE_UPLOAD,
    /** Vercel Blob: an upload in one request. */
    BLOB_PUT,
    /** Vercel Blob: the start of a multipart upload. */
    BLOB_CREATE,
    /** Vercel Blob: the upload of one part. */
    BLOB_PART,
    /** Vercel Blob: the completion of a multipart upload. */
    BLOB_COMPLETE,
    /** Vercel Blob: the deletion of one or more blobs. */
    BLOB_DELETE,
    /** Vercel Blob: the metadata of one blob, or a list. */
    BLOB_HEAD,
    /** Vercel Blob: the token for signing URLs. */
    BLOB_TOKEN,
    /** Vercel Blob: the download of a blob. */
    BLOB_FETCH,
    /** vLLM-Omni and SGLang: the call that creates a job. */
    OPENAI_CREATE,
    /** vLLM-Omni and SGLang: a read of one job. */
    OPENAI_QUERY,
    /** vLLM-Omni and SGLang: a page of the list of jobs. */
    OPENAI_LIST,
    /** vLLM-Omni and SGLang: the deletion of a job. */
    OPENAI_DELETE,
    /** vLLM-Omni and SGLang: the list of models. */
    OPENAI_MODELS;

    /** Whether this step counts towards DashScope's shared quota of queries, lists and cancels. */
    public boolean sharesStatusQuota() {
        return this == DASHSCOPE_QUERY || this == DASHSCOPE_LIST || this == DASHSCOPE_CANCEL;
    }

    /** The lower-case name used on the command line, for example {@code dashscope-query}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The step with this name, case-insensitive. */
    public static Step of(String word) {
        return valueOf(word.trim().toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
