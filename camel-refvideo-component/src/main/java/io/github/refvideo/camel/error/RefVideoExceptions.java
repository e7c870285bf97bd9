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

/** Creates the exceptions of this package. */
public final class RefVideoExceptions {

    private RefVideoExceptions() {}

    /** Creates the exception of the kind of the error. */
    public static RefVideoException of(ErrorDetails details) {
        return switch (details.kind()) {
            case INVALID_REQUEST -> new RefVideoInvalidRequestException(details);
            case AUTHENTICATION -> new RefVideoAuthenticationException(details);
            case PAYMENT_REQUIRED -> new RefVideoPaymentRequiredException(details);
            case RATE_LIMITED -> new RefVideoRateLimitedException(details);
            case SERVICE -> new RefVideoServiceException(details);
            case REFERENCE_STORE -> new RefVideoReferenceException(details);
            case REPOSITORY -> new RefVideoRepositoryException(details);
            case SUBMIT_UNCERTAIN -> new RefVideoSubmitUncertainException(details);
            case CONTENT_REJECTED -> new RefVideoContentRejectedException(details);
            case JOB_FAILED -> new RefVideoJobFailedException(details);
            case JOB_CANCELED -> new RefVideoJobCanceledException(details);
            case JOB_EXPIRED -> new RefVideoJobExpiredException(details);
            case TIMEOUT -> new RefVideoTimeoutException(details);
            case DOWNLOAD -> new RefVideoDownloadException(details);
            case SHUTDOWN -> new RefVideoShutdownException(details);
        };
    }
}
