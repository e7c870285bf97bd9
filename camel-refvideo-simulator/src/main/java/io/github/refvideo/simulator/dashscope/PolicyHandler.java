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

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.Reply;

/** {@code GET /uploads?action=getPolicy}: the permission to upload for one model. */
final class PolicyHandler {
    private static final int UNLIMITED_MEGABYTES = 999_999_999;

    private final ApiKeys keys;
    private final Models models;
    private final UploadPolicies policies;

    PolicyHandler(ApiKeys keys, Models models, UploadPolicies policies) {
        this.keys = keys;
        this.models = models;
        this.policies = policies;
    }

    void handle(Call call) {
        call.reply(
                keys.caller(call)
                        .map(caller -> grant(call, caller))
                        .orElseGet(DashScopeErrors::invalidKey));
    }

    private Reply grant(Call call, Caller caller) {
        if (!"getPolicy".equals(call.query("action"))) {
            return DashScopeErrors.of(400, "InvalidParameter", "action must be getPolicy.");
        }
        String model = call.query("model");
        if (models.find(model, caller.region()).isEmpty()) {
            return DashScopeErrors.of(
                    404, "ModelNotFound", "The model '" + model + "' does not exist here.");
        }
        UploadPolicies.Policy policy = policies.grant(model, caller);
        String encoded = policies.encode(policy);
        ObjectNode view = TaskViews.view();
        view.putObject("data")
                .put("policy", encoded)
                .put("signature", policies.sign(encoded))
                .put("upload_dir", policy.folder())
                .put("upload_host", call.origin() + UploadHandler.PATH)
                .put("expire_in_seconds", UploadPolicies.LIFETIME.toSeconds())
                .put("max_file_size_mb", UploadHandler.MAX_MEGABYTES)
                .put("capacity_limit_mb", UNLIMITED_MEGABYTES)
                .put("oss_access_key_id", "simulated")
                .put("x_oss_object_acl", "private")
                .put("x_oss_forbid_overwrite", "true");
        return TaskViews.ok(view);
    }
}
