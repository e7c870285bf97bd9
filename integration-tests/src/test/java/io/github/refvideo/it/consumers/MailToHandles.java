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
package io.github.refvideo.it.consumers;

import io.github.refvideo.camel.error.RefVideoException;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/** Submits a video for each mail with images. */
final class MailToHandles extends RouteBuilder {

    @Override
    public void configure() {
        // tag::route[]
        // Otherwise the mail stays unread and is read again at each poll.
        onException(RefVideoException.class)
                .onWhen(simple("${exception.retryable} == false"))
                .handled(true)
                .log(LoggingLevel.WARN, "${exception.message}");

        // mailbox: imaps:mail.example.com?username=videos&password=...
        from("{{mailbox}}")
                .setHeader("CamelRefVideoIdempotencyKey", header("Message-ID"))
                .to(
                        "refvideo:submit?allowedMessageOptions=idempotencyKey"
                                + "&prompt={{prompt}}&referenceStore=vercel-blob")
                .to("jms:queue:video.handles");
        // end::route[]
    }
}
