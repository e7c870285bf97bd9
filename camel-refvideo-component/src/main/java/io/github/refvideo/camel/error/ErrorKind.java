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

/**
 * The kinds of errors; each has its exception class. The kind says what went wrong. What may have
 * been paid follows from the state of the purchase: {@link RefVideoException#isMaybePaid()}. If the
 * error has a handle ({@link RefVideoException#getJob()}), a job was acknowledged and may be
 * billed, whatever the kind.
 */
public enum ErrorKind {
    /**
     * The request is wrong. Nothing was sent, or the service refused it. With a handle the job is
     * paid, and its status requests were refused.
     */
    INVALID_REQUEST,
    /**
     * The key is missing, wrong or lacks a permission. With a handle the job is paid, and its
     * status requests were refused.
     */
    AUTHENTICATION,
    /**
     * The account has no money, budget or quota, or has not activated the model; also if the
     * service answers 429 for it. With a handle the job is paid, and its status requests were
     * refused.
     */
    PAYMENT_REQUIRED,
    /** Too many requests. Nothing was submitted by this attempt. */
    RATE_LIMITED,
    /**
     * The service is unavailable or has an error, or the component failed unexpectedly. A job may
     * be paid: also ends {@code generate} and {@code await} when the status requests of a paid job
     * were refused.
     */
    SERVICE,
    /** A local reference could not be stored where the service can fetch it. Nothing was paid. */
    REFERENCE_STORE,
    /**
     * The job repository cannot be used. Nothing was submitted, because it could not be recorded.
     */
    REPOSITORY,
    /**
     * The submit may have been processed and billed, and the job is not known. Sending it again
     * could pay twice.
     */
    SUBMIT_UNCERTAIN,
    /** The service refused the content. A job may be billed. */
    CONTENT_REJECTED,
    /** The job ended without a video. It may be billed. */
    JOB_FAILED,
    /**
     * The job was canceled, before the submit or at the service. With a handle it may be billed.
     */
    JOB_CANCELED,
    /** The service no longer has the job or its video. The job is paid. */
    JOB_EXPIRED,
    /** The deadline passed. With a handle the job is paid and may still run. */
    TIMEOUT,
    /** The video exists and is paid for, but could not be downloaded. */
    DOWNLOAD,
    /** The component or the route was stopped. With a handle the job is paid and may still run. */
    SHUTDOWN
}
