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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Requests videos while the heap is filled repeatedly, and some more afterwards. Arguments: base
 * URL, directory.
 */
final class FullHeapMain {

    private static final int DURING = 300;
    private static final int AFTERWARDS = 20;

    private static final int ROUNDS = 10;
    private static final long PAUSE_NANOS = 200_000_000;

    private FullHeapMain() {}

    public static void main(String[] args) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RefVideoConfiguration options =
                    context.getComponent("refvideo", RefVideoComponent.class).getConfiguration();
            options.setApiKey("key");
            options.setBaseUrl(args[0]);
            options.setAllowPrivateAddresses(true);
            options.setModel("alibaba/wan-v2.6-r2v");
            options.setPrompt("character1 waves");
            options.setInitialPollDelay(1500L);
            options.setPollInterval(500L);
            options.setPollTimeout(40_000L);
            options.setMaxTotalConnections(256);
            options.setConnectionsPerRoute(256);
            options.setOutput(RefVideoOutput.file);
            options.setOutputDirectory(args[1]);
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            delivered(template, 1);
            List<CompletableFuture<Exchange>> during = new ArrayList<>();
            for (int i = 0; i < DURING; i++) {
                during.add(send(template));
            }
            // The preparation by the template is not tested here.
            while (submitted(context) < DURING + 1) {
                LockSupport.parkNanos(1_000_000);
            }
            fill();
            int ended = 0;
            int failed = 0;
            for (CompletableFuture<Exchange> one : during) {
                if (one.get(60, TimeUnit.SECONDS).getException() != null) {
                    failed++;
                }
                ended++;
            }
            System.out.println("ended: " + ended);
            System.out.println("failed: " + failed);
            int after = delivered(template, AFTERWARDS);
            System.out.println("afterwards: " + after + " of " + AFTERWARDS);
        }
        System.exit(0);
    }

    private static long submitted(DefaultCamelContext context) {
        return context.getComponent("refvideo", RefVideoComponent.class)
                .services()
                .runtime()
                .engine()
                .totals()
                .submitted();
    }

    private static int delivered(ProducerTemplate template, int count) throws Exception {
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(send(template));
        }
        int delivered = 0;
        for (CompletableFuture<Exchange> one : all) {
            Exception failure = one.get(60, TimeUnit.SECONDS).getException();
            if (failure == null) {
                delivered++;
            } else {
                System.out.println("lost afterwards: " + failure);
            }
        }
        return delivered;
    }

    private static CompletableFuture<Exchange> send(ProducerTemplate template) {
        return template.asyncSend(
                "refvideo:generate",
                exchange -> exchange.getMessage().setBody("https://example.com/cat.png"));
    }

    /** Allocates all memory for moments, down to the last kilobytes. */
    private static void fill() {
        Object[] held = new Object[100_000];
        for (int round = 0; round < ROUNDS; round++) {
            int count = 0;
            int size = 1 << 20;
            while (size >= 1024) {
                try {
                    held[count] = new byte[size];
                    count++;
                } catch (OutOfMemoryError e) {
                    size /= 4;
                }
            }
            for (int i = 0; i < count; i++) {
                held[i] = null;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
