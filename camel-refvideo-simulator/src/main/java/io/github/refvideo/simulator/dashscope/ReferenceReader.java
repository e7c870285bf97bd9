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
package io.github.refvideo.simulator.dashscope;

import io.github.refvideo.simulator.job.JobReference;
import io.github.refvideo.simulator.job.MediaKind;
import java.util.Base64;
import java.util.Optional;

/** Turns the URLs of a request into references: links, inline data, the temporary store. */
final class ReferenceReader {
    private static final String DATA = "data:";

    private final Uploads uploads;
    private final Caller caller;
    private final boolean unseen;

    /** Reads for the given caller; with {@code unseen}, missing uploads are accepted. */
    ReferenceReader(Uploads uploads, Caller caller, boolean unseen) {
        this.uploads = uploads;
        this.caller = caller;
        this.unseen = unseen;
    }

    JobReference read(Model model, String label, MediaKind kind, String url)
            throws UnusableReferenceException {
        if (url.startsWith(DATA)) {
            return inline(model, label, kind, url);
        }
        if (TaskRequest.isInStore(url)) {
            return stored(model, label, kind, url);
        }
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new UnusableReferenceException(
                    "InvalidURL", "the address of " + label + " must be http, https or oss");
        }
        return new JobReference(label, kind, url, null, null, kindIsDeclared(model));
    }

    private static JobReference inline(Model model, String label, MediaKind kind, String url)
            throws UnusableReferenceException {
        if (model.dialect() == Dialect.WAN_2_6 || kind != MediaKind.IMAGE) {
            throw new UnusableReferenceException(
                    "InvalidParameter", "inline data is not taken for " + label);
        }
        int comma = url.indexOf(";base64,");
        try {
            byte[] content = Base64.getMimeDecoder().decode(url.substring(url.indexOf(',') + 1));
            return new JobReference(
                    label,
                    kind,
                    null,
                    JobReference.bytes(content),
                    url.substring(DATA.length(), comma),
                    true);
        } catch (RuntimeException e) {
            throw new UnusableReferenceException(
                    "InvalidURL", "the inline data of " + label + " cannot be read");
        }
    }

    private JobReference stored(Model model, String label, MediaKind kind, String url)
            throws UnusableReferenceException {
        Optional<Uploads.Upload> upload =
                uploads.find(TaskRequest.storeKey(url), model.name(), caller);
        if (upload.isEmpty() && !unseen) {
            throw new UnusableReferenceException(
                    "InvalidParameter.DataInspection",
                    "the upload behind "
                            + label
                            + " is not there: expired, of another account, or made for another model");
        }
        return new JobReference(
                label,
                kind,
                url,
                upload.map(Uploads.Upload::content).orElse(null),
                null,
                kindIsDeclared(model));
    }

    /** Wan 2.6 takes plain URLs and detects the media type itself. */
    private static boolean kindIsDeclared(Model model) {
        return model.dialect() != Dialect.WAN_2_6;
    }
}
