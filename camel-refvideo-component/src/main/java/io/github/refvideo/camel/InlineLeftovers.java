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
package io.github.refvideo.camel;

import io.github.refvideo.camel.outcome.InlineVideo;
import io.github.refvideo.camel.outcome.JobReport;
import io.github.refvideo.camel.outcome.VideoSource;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * What is left when a video came inside the answer and could not be delivered. A redelivery of the
 * exchange may need it, since some services tell it only once; the end of the exchange ends it.
 */
final class InlineLeftovers {

    private InlineLeftovers() {}

    /**
     * @param report the job's last; null for none
     */
    static void discardAfter(Exchange exchange, JobReport report) {
        if (report != null && report.video() instanceof VideoSource.Inline inline) {
            InlineVideo video = inline.content();
            exchange.getExchangeExtension()
                    .addOnCompletion(
                            new SynchronizationAdapter() {
                                @Override
                                public void onDone(Exchange done) {
                                    video.discard();
                                }
                            });
        }
    }
}
