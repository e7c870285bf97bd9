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
package io.github.refvideo.camel.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.fuzz.MediaSamples;
import io.github.refvideo.camel.fuzz.Mutations;
import io.github.refvideo.camel.spi.MediaType;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ContainerSnifferFuzzIT {

    @Provide
    Arbitrary<byte[]> beginnings() {
        return Mutations.ofBytes(MediaSamples.all())
                .with("ftyp", "free", "moov", "\u0000", "qt  ", "<html", "{", "\u001f\u008b")
                .bytes();
    }

    @Property
    void anyBeginningIsAVideoOrHasAName(@ForAll("beginnings") byte[] content) {
        byte[] start = new byte[ContainerSniffer.LENGTH];
        int length = Math.min(start.length, content.length);
        System.arraycopy(content, 0, start, 0, length);

        ContainerSniffer signature = ContainerSniffer.detect(start, length);

        assertThat(signature.name()).isNotBlank();
        assertThat(MediaType.of(signature.name()).isPresent()).isEqualTo(signature.video());
    }
}
