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

import io.github.refvideo.simulator.content.Content;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.media.ObjectStoreErrors;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.MultipartForm;
import io.github.refvideo.simulator.server.Reply;
import io.github.refvideo.simulator.server.Route;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.Set;

/** The object store's upload form: policy, name and file in one POST, without an API key. */
final class UploadHandler {
    static final String PATH = "/oss/dashscope-instant";
    static final int MAX_MEGABYTES = 100;
    private static final long MAX_FILE = (long) MAX_MEGABYTES << 20;

    /** Size allowance for the form fields around the file. */
    private static final long FORM = 1L << 20;

    private final UploadPolicies policies;
    private final Uploads uploads;

    UploadHandler(UploadPolicies policies, Uploads uploads) {
        this.policies = policies;
        this.uploads = uploads;
    }

    Route route() {
        return new Route(
                        Set.of("POST"),
                        PATH,
                        Step.DASHSCOPE_UPLOAD,
                        MAX_FILE + FORM,
                        ObjectStoreErrors::error,
                        call -> null,
                        call -> null,
                        this::handle)
                .intoSpool();
    }

    private void handle(Call call) {
        if (call.header("authorization") != null) {
            // The form is authorized by its policy. A client that also sends its API key discloses
            // it to a third party.
            call.reply(ObjectStoreErrors.error(400, "The form takes no Authorization header."));
            return;
        }
        Optional<String> boundary = MultipartForm.boundary(call.header("content-type"));
        if (boundary.isEmpty()) {
            call.reply(noForm());
            return;
        }
        Content body = call.takeUpload().content();
        MultipartForm.read(body, boundary.get())
                .map(UploadForm::of)
                .map(this::store)
                .otherwise(e -> noForm())
                .onComplete(
                        done -> {
                            // A stored file is retained by the store.
                            body.release();
                            call.reply(done.result());
                        });
    }

    private static Reply noForm() {
        return ObjectStoreErrors.error(400, "This is not a multipart form.");
    }

    private Reply store(UploadForm form) {
        Optional<UploadPolicies.Policy> policy =
                policies.decode(form.field("policy"), form.field("Signature"));
        if (policy.isEmpty()) {
            return ObjectStoreErrors.error(
                    403, "SignatureDoesNotMatch", "The signature does not fit the policy.");
        }
        if (policies.isExpired(policy.get())) {
            return ObjectStoreErrors.error(403, "AccessDenied", "The policy has expired.");
        }
        String key = form.field("key");
        if (key == null || !key.startsWith(policy.get().folder() + "/")) {
            return ObjectStoreErrors.error(
                    403, "AccessDenied", "The policy is for another folder.");
        }
        if (form.file() == null || !form.fileIsLast()) {
            return ObjectStoreErrors.error(400, "InvalidArgument", "The file must come last.");
        }
        if (form.file().length() > MAX_FILE) {
            return ObjectStoreErrors.error(400, "EntityTooLarge", "The file is too large.");
        }
        return switch (uploads.put(key, form.file(), policy.get().model(), policy.get().owner())) {
            case STORED -> {
                form.file().retain();
                yield Reply.of(
                        "200".equals(form.field("success_action_status")) ? 200 : 204,
                        "application/xml",
                        Buffer.buffer());
            }
            case EXISTS ->
                    ObjectStoreErrors.error(
                            409,
                            "FileAlreadyExists",
                            "The name is taken; overwriting is forbidden.");
        };
    }
}
