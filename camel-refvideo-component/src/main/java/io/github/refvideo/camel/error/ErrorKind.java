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
package io.github.refvideo.camel.error;

/** The kinds of errors; each has its exception class. */
public enum ErrorKind {
    /** The request is wrong; nothing was sent, or the service refused it. */
    INVALID_REQUEST,
    /** The key is missing, wrong, or may not do this. */
    AUTHENTICATION,
    /** The account has no money or no budget. */
    PAYMENT_REQUIRED,
    /** Too many requests. */
    RATE_LIMITED,
    /** The service cannot be reached or is in trouble; nothing was bought. */
    SERVICE,
    /** A local reference could not be put where the service can fetch it; nothing was bought. */
    REFERENCE_STORE,
    /** The job repository cannot be used; nothing was sent, since it could not be remembered. */
    REPOSITORY,
    /** The submit may have been processed; sending it again might pay twice. */
    SUBMIT_UNCERTAIN,
    /** The service refused the content. */
    CONTENT_REJECTED,
    /** The job ended without a video. */
    JOB_FAILED,
    /** The job was canceled at the service. */
    JOB_CANCELED,
    /** The service has forgotten the job or its video. */
    JOB_EXPIRED,
    /** The deadline passed; the job may still run. */
    TIMEOUT,
    /** The video exists but could not be fetched. */
    DOWNLOAD,
    /** The component was stopped; the job may still run. */
    SHUTDOWN
}
