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
package io.github.refvideo.docs.samples;

import io.github.refvideo.camel.error.RefVideoContentRejectedException;
import io.github.refvideo.camel.error.RefVideoDownloadException;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoTimeoutException;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** Error handling in a route: wait longer, move aside, retry. */
final class ErrorsRoute extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        // The job continues, or its video is available: refvideo:await in another route gets it.
        onException(RefVideoTimeoutException.class, RefVideoDownloadException.class)
                .handled(true)
                .setBody(header("CamelRefVideoJob"))
                .to(ExchangePattern.InOnly, "seda:later");

        onException(RefVideoContentRejectedException.class).handled(true).to("direct:review");

        onException(RefVideoException.class)
                .onWhen(simple("${exception.retryable}"))
                .maximumRedeliveries(3)
                .redeliveryDelay(2_000)
                .useExponentialBackOff()
                .backOffMultiplier(5)
                .asyncDelayedRedelivery();

        from("direct:scene")
                .to("refvideo:generate?model=alibaba/wan-v2.6-r2v")
                .to("file:outbox?fileName=${header.CamelRefVideoJobId}.mp4");
        // end::route[]
    }
}
