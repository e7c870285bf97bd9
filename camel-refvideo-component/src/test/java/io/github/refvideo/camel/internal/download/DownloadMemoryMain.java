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

import io.github.refvideo.camel.internal.download.VideoSink.DownloadedVideo;
import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpSettings;
import io.github.refvideo.camel.internal.http.RawServer;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.RealTimer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Downloads one video in a JVM with a slightly larger heap; see {@link DownloadMemoryIT}. */
final class DownloadMemoryMain {

    private DownloadMemoryMain() {}

    public static void main(String[] args) throws Exception {
        int length = Integer.parseInt(args[0]);
        RealTimer timer = new RealTimer();
        DownloadSettings settings = DownloadSettings.defaults().withAllowPrivateAddresses(true);
        byte[] start = DownloadTestSupport.video(64);
        byte[] filler = new byte[64 * 1024];
        try (RawServer server =
                        RawServer.of(
                                peer -> {
                                    peer.read();
                                    peer.write(
                                            "HTTP/1.1 200 OK\r\nContent-Length: "
                                                    + length
                                                    + "\r\n\r\n");
                                    peer.write(start);
                                    for (int left = length - 64; left > 0; left -= filler.length) {
                                        peer.socket()
                                                .getOutputStream()
                                                .write(filler, 0, Math.min(left, filler.length));
                                    }
                                });
                AsyncHttp http =
                        AsyncHttp.create(settings.restrict(HttpSettings.defaults()), timer)) {
            long began = System.nanoTime();
            DownloadedVideo video =
                    new VideoDownloader(http, http, timer, settings)
                            .download(
                                    server.uri("/v"),
                                    length,
                                    Deadline.after(timer, Duration.ofSeconds(60)))
                            .get(60, TimeUnit.SECONDS);
            long millis = (System.nanoTime() - began) / 1_000_000;
            System.out.println("downloaded " + video.content().length + " in ms " + millis);
        }
    }
}
