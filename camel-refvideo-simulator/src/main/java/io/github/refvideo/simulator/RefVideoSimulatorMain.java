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
package io.github.refvideo.simulator;

import io.github.refvideo.simulator.admin.AdminRoutes;
import java.util.concurrent.CountDownLatch;

/** The command-line program; it runs until the process is stopped. */
public final class RefVideoSimulatorMain {
    private static final int MISUSE = 2;

    private RefVideoSimulatorMain() {}

    /** Starts a simulator with the given options; {@code --help} lists them. */
    public static void main(String[] args) throws InterruptedException {
        CommandLine line;
        try {
            line = CommandLine.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + " (try --help)");
            System.exit(MISUSE);
            return;
        }
        if (line.help()) {
            System.out.print(CommandLine.HELP);
            return;
        }
        RefVideoSimulator simulator = line.start();
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    simulator.close();
                                    stopped.countDown();
                                }));
        System.out.println(greeting(simulator));
        stopped.await();
    }

    static String greeting(RefVideoSimulator simulator) {
        return "Simulated gateway at "
                + simulator.gatewayUrl()
                + "\nSimulated DashScope at "
                + simulator.dashscopeUrl()
                + "\nSimulated Vercel Blob at "
                + simulator.blobUrl()
                + " (token "
                + RefVideoSimulator.BLOB_TOKEN
                + ")\nSimulated vLLM-Omni at "
                + simulator.vllmOmniUrl()
                + "\nSimulated SGLang at "
                + simulator.sglangUrl()
                + "\nLedger at "
                + simulator.baseUrl()
                + AdminRoutes.LEDGER
                + "\n(use it as the client's base URL, with any API key unless --accept-key or --dashscope-key was"
                + " given; Ctrl+C stops it)";
    }
}
