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
 * The video exists and is paid for, but could not be downloaded. Redelivery downloads it again
 * without paying, and so does {@code refvideo:await} with the handle of {@link #getJob()}. With
 * {@code gatewayFlow=stream} there is no handle, and the video may be lost.
 */
public class RefVideoDownloadException extends RefVideoException {

    private static final long serialVersionUID = 1L;

    public RefVideoDownloadException(ErrorDetails details) {
        super(details);
    }
}
