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
package io.github.refvideo.examples.folderwatch;

import io.github.refvideo.camel.RefVideoConstants;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Sets the prompt and the idempotency key of an image. The key is a digest of everything that the
 * video depends on, so the same image gets the same key, and the paid job, after a restart. An
 * image that was changed or touched is another order.
 */
public final class Order implements Processor {

    /** Exchange property: when the image or its text was last changed before the order. */
    static final String CHANGED = "FolderWatchChanged";

    /** The settings that the video depends on. */
    private static final String SETTINGS =
            "{{video.model}} {{video.resolution}} {{video.duration}} {{video.shot-type}}";

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        ImageFiles image = ImageFiles.of(message.getHeader(Exchange.FILE_PATH, String.class));
        long changed = image.changed();
        String prompt = prompt(image);
        if (prompt.isEmpty()) {
            prompt = exchange.getContext().resolvePropertyPlaceholders("{{video.prompt}}");
        }
        String settings = exchange.getContext().resolvePropertyPlaceholders(SETTINGS);
        message.setHeader(RefVideoConstants.PROMPT, prompt);
        message.setHeader(RefVideoConstants.IDEMPOTENCY_KEY, key(image, changed, prompt, settings));
        exchange.setProperty(CHANGED, changed);
    }

    private static String prompt(ImageFiles image) throws IOException {
        return Files.exists(image.text())
                ? new String(Files.readAllBytes(image.text()), StandardCharsets.UTF_8).strip()
                : "";
    }

    private static String key(ImageFiles image, long changed, String... more)
            throws IOException, NoSuchAlgorithmException {
        MessageDigest sum = MessageDigest.getInstance("SHA-256");
        sum.update((image.name() + "\n" + changed + "\n").getBytes(StandardCharsets.UTF_8));
        for (String one : more) {
            sum.update((one + "\n").getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream content = new DigestInputStream(Files.newInputStream(image.file()), sum)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return "folder-watch-" + HexFormat.of().formatHex(sum.digest());
    }
}
