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
package io.github.refvideo.camel.internal.reference.store;

import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpSettings;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.provider.ServiceCredential;
import io.github.refvideo.camel.internal.provider.dashscope.DashscopeSettings;
import io.github.refvideo.camel.internal.provider.openai.OpenAiVideosProvider;
import io.github.refvideo.camel.internal.provider.openai.OpenAiVideosSettings;
import io.github.refvideo.camel.internal.provider.openai.VideosServer;
import io.github.refvideo.camel.internal.request.PlainRequests;
import io.github.refvideo.camel.internal.time.RealTimer;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.MediaInfo;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.SubmitCall;
import io.github.refvideo.camel.spi.VideoProvider;
import io.github.refvideo.camel.spi.VideoRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Uploads a large file in a JVM with a small heap, to a server that keeps nothing. */
public final class StoreMemoryMain {

    private static final AtomicLong RECEIVED = new AtomicLong();

    private StoreMemoryMain() {}

    /**
     * @param args the file; put, multipart, form or self-hosted
     */
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        LocalMedia media = media(file);
        RealTimer timer = new RealTimer();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                AsyncHttp http = AsyncHttp.create(HttpSettings.defaults(), timer)) {
            daemon(() -> accept(server));
            String url = "http://localhost:" + server.getLocalPort();
            if (args[1].equals("self-hosted")) {
                long began = System.nanoTime();
                submit(url, http, timer, media);
                print(media, began);
                return;
            }
            BlobSettings blob = new BlobSettings(url, "vercel_blob_rw_a_b", false);
            ReferenceStore store =
                    switch (args[1]) {
                        case "put" -> new VercelBlobStore(blob, http, timer, Long.MAX_VALUE);
                        case "multipart" -> new VercelBlobStore(blob, http, timer);
                        default ->
                                new DashscopeStore(
                                        new DashscopeSettings(
                                                url,
                                                null,
                                                new ServiceCredential("k", "api-key"),
                                                null,
                                                Map.of(),
                                                Duration.ofSeconds(60),
                                                Duration.ZERO),
                                        http,
                                        timer);
                    };
            long began = System.nanoTime();
            store.store(media, "wan2.6-r2v", Duration.ofSeconds(120)).get(120, TimeUnit.SECONDS);
            print(media, began);
        }
    }

    private static void print(LocalMedia media, long began) {
        long millis = (System.nanoTime() - began) / 1_000_000;
        System.out.println(
                "uploaded " + (RECEIVED.get() >= media.facts().length()) + " in ms " + millis);
    }

    /** The media is a part of the form. */
    private static void submit(String url, AsyncHttp http, RealTimer timer, LocalMedia media)
            throws Exception {
        VideoProvider provider =
                new OpenAiVideosProvider(
                        new OpenAiVideosSettings(
                                url,
                                null,
                                Map.of(),
                                Duration.ofSeconds(60),
                                VideosServer.VLLM_OMNI,
                                false),
                        http,
                        timer::now,
                        ModelTable.builtIn());
        Reference reference = Reference.local(media.facts(), null);
        VideoRequest request = PlainRequests.of("MiniMaxAI/MiniMax-H3", 4, List.of(reference));
        PreparedSubmit submit =
                provider.prepare(request, PollHints.NONE).with(Map.of(reference.url(), media));
        provider.submit(new SubmitCall(submit, "k", Duration.ofSeconds(120), () -> true))
                .get(120, TimeUnit.SECONDS);
    }

    private static LocalMedia media(Path file) throws IOException {
        MediaInfo facts = new MediaInfo("video/mp4", Files.size(file), 0, 0, "0".repeat(64));
        return new LocalMedia() {
            @Override
            public MediaInfo facts() {
                return facts;
            }

            @Override
            public SeekableByteChannel open() throws IOException {
                return Files.newByteChannel(file);
            }
        };
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "server");
        thread.setDaemon(true);
        thread.start();
    }

    private static void accept(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            byte[] piece = new byte[64 * 1024];
            while (true) {
                String head = head(in);
                String length = head.replaceFirst("(?is).*\r\ncontent-length: (\\d+).*", "$1");
                for (long left = length.matches("\\d+") ? Long.parseLong(length) : 0; left > 0; ) {
                    int count = in.read(piece, 0, (int) Math.min(piece.length, left));
                    left -= count;
                    RECEIVED.addAndGet(count);
                }
                String body =
                        head.startsWith("GET")
                                ? "{\"data\":{\"policy\":\"p\",\"signature\":\"s\",\"oss_access_key_id\":\"k\","
                                        + "\"upload_dir\":\"d\",\"upload_host\":\"http://localhost:"
                                        + socket.getLocalPort()
                                        + "\"}}"
                                : "{\"url\":\"http://h/x\",\"uploadId\":\"u\",\"key\":\"k\",\"etag\":\"e\",\"id\":\"i\"}";
                socket.getOutputStream()
                        .write(
                                ("HTTP/1.1 200 OK\r\nContent-Length: "
                                                + body.length()
                                                + "\r\n\r\n"
                                                + body)
                                        .getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // the client is done
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("end");
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
