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
package io.github.refvideo.camel.internal.exchange;

import io.github.refvideo.camel.spi.JobHandle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Converter;

/**
 * Converts a job handle to its JSON form and back, so that beans can have a parameter of its type,
 * and components that send text, bytes or streams can send it.
 */
@Converter(generateLoader = true)
public final class JobHandleConverter {

    private JobHandleConverter() {}

    @Converter
    public static String toString(JobHandle job) {
        return job.toJson();
    }

    @Converter
    public static byte[] toByteArray(JobHandle job) {
        return job.toJson().getBytes(StandardCharsets.UTF_8);
    }

    @Converter
    public static InputStream toInputStream(JobHandle job) {
        return new ByteArrayInputStream(toByteArray(job));
    }

    @Converter
    public static JobHandle toJobHandle(String json) {
        if (json.length() > JobHandleReader.MAX_LENGTH) {
            throw new IllegalArgumentException("Not a job handle: the text is too long");
        }
        return JobHandle.fromJson(json);
    }

    /** Headers of Kafka are bytes. */
    @Converter
    public static JobHandle toJobHandle(byte[] json) {
        return toJobHandle(new String(json, StandardCharsets.UTF_8));
    }

    @Converter
    public static JobHandle toJobHandle(InputStream json) throws IOException {
        return toJobHandle(json.readNBytes(2 * JobHandleReader.MAX_LENGTH));
    }
}
