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
package io.github.refvideo.camel.download;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where a video goes. Calls come one at a time, on I/O threads, and return soon. A transfer that
 * breaks goes on where it stopped, or, when that is impossible, {@link #begin} again.
 *
 * @param <T> what it makes of the video
 */
interface VideoSink<T> {

    /**
     * Forgets what has arrived; a video follows from its first byte.
     *
     * @param length how long it will be, -1 if that is not known
     */
    void begin(long length) throws IOException;

    /** Appends. */
    void write(ByteBuffer piece) throws IOException;

    /**
     * The video is complete and looks like one.
     *
     * @param mediaType never null
     */
    T finish(String mediaType) throws IOException;

    /** Nothing more comes, and what there is is not wanted. Not called after {@link #finish}. */
    void discard();
}
