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
package io.github.refvideo.examples.scaleout;

import io.github.refvideo.camel.error.RefVideoException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Error handling of both forms. After a temporary error the broker redelivers the message to any
 * node, and nothing is paid again. After any other error the message is sent to the dead letter
 * queue, with the reason.
 */
abstract class PaidRoutes extends RouteBuilder {

    @Override
    public final void configure() {
        onException(RefVideoException.class)
                .onWhen(PaidRoutes::willNotPass)
                .handled(true)
                .useOriginalMessage()
                .process(PaidRoutes::tellWhy)
                .log("dead letter: ${header.RefVideoError}")
                .to("sender:queue:{{scaleout.dead}}");
        routes();
    }

    abstract void routes();

    /** Whether the message was delivered before, to a node that died or whose attempt failed. */
    static boolean redelivered(Exchange exchange) {
        return exchange.getMessage().getHeader("JMSRedelivered", false, Boolean.class);
    }

    private static boolean willNotPass(Exchange exchange) {
        return !exchange.getProperty(Exchange.EXCEPTION_CAUGHT, RefVideoException.class)
                .isRetryable();
    }

    /** Headers whose names begin with Camel are not sent over JMS. */
    private static void tellWhy(Exchange exchange) {
        RefVideoException error =
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, RefVideoException.class);
        exchange.getMessage().setHeader("RefVideoError", error.getClass().getSimpleName());
        exchange.getMessage().setHeader("RefVideoErrorText", error.getMessage());
        exchange.getMessage()
                .setHeader("RefVideoRequest", exchange.getMessage().getHeader("JMSMessageID"));
    }
}
