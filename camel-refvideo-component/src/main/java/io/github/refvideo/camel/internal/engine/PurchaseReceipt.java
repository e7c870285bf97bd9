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
package io.github.refvideo.camel.internal.engine;

/**
 * Records the result of the exchange that received a video, a handle or an error. Exactly one of
 * the methods must be called, after the last attempt of the exchange. Thread-safe; does not block.
 */
public interface PurchaseReceipt {

    /** The exchange completed without failure: the video, or the handle, is taken. */
    void exchangeCompleted();

    /**
     * The exchange failed: the purchase stays open for the next attempt and for {@code
     * refvideo:resume}.
     *
     * @return whether a job is paid for and its video is not taken
     */
    boolean exchangeFailed();
}
