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
package io.github.refvideo.examples.springboot;

import io.github.refvideo.camel.RefVideoConstants;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Handler;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** Creates the message for the component. */
@Component
class RequestBuilder {

    /** Exchange property with the job's folder. Properties are kept when headers are restored. */
    static final String FOLDER = "VideoJobFolder";

    /** The purchase of an order in the job repository: its key, route and step. */
    static String purchase(JobFolder folder) {
        return folder.id() + "@order/generate";
    }

    private final JobFolders folders;

    RequestBuilder(JobFolders folders) {
        this.folders = folders;
    }

    /** Sets the references as body, the rest as headers, and the job id as idempotency key. */
    @Handler
    void fromOrder(Message message) {
        JobFolder folder = message.getBody(JobFolder.class);
        VideoOrder order = folder.ordered().order();
        List<Object> references = new ArrayList<>(folder.images());
        if (order.references() != null) {
            references.addAll(order.references());
        }
        message.getExchange().setProperty(FOLDER, folder);
        message.setBody(references);
        message.setHeaders(order.headers());
        message.setHeader(RefVideoConstants.IDEMPOTENCY_KEY, folder.id());
    }

    /** A resumed job has the key of its purchase. */
    void fromHandle(Message message) {
        String key = message.getHeader(RefVideoConstants.IDEMPOTENCY_KEY, String.class);
        JobFolder folder =
                folders.find(String.valueOf(key))
                        .orElseThrow(
                                () -> new IllegalStateException("No order has the key " + key));
        message.getExchange().setProperty(FOLDER, folder);
    }
}
