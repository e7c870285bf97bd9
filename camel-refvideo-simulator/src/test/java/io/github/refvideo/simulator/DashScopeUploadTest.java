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

import static io.github.refvideo.simulator.DashScopeClient.MODEL;
import static io.github.refvideo.simulator.DashScopeClient.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Local files reach a task through the temporary store. */
class DashScopeUploadTest {
    private static final byte[] IMAGE = TestImages.png(0x112233);

    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(builder -> builder.withoutQuotas());

    @Test
    void policyContainsHostAndForm(RefVideoSimulator sim) {
        JsonNode data = policy(sim, MODEL);

        assertThat(data.path("upload_host").asText()).startsWith(sim.baseUrl());
        assertThat(data.path("upload_dir").asText()).startsWith("dashscope-instant/");
        assertThat(data.path("expire_in_seconds").asInt()).isEqualTo(300);
        assertThat(data.path("max_file_size_mb").asInt()).isEqualTo(100);
        assertThat(data.path("x_oss_object_acl").asText()).isEqualTo("private");
        assertThat(data.path("x_oss_forbid_overwrite").asText()).isEqualTo("true");
        assertThat(data.path("policy").asText()).isNotEmpty();
        assertThat(data.path("signature").asText()).isNotEmpty();
    }

    @Test
    void uploadedImageIsDrawn(RefVideoSimulator sim) {
        DashScopeClient client = new DashScopeClient(sim);
        String url = uploaded(sim, "a.png");
        String id = created(client, url);

        await().until(() -> client.state(id).equals("SUCCEEDED"));
        String link = client.task(id).at("/output/video_url").asText();
        assertThat(GatewayClient.get(link).statusCode()).isEqualTo(200);
        sim.assertThat().received(Step.DASHSCOPE_POLICY).exactly(1);
        sim.assertThat().received(Step.DASHSCOPE_UPLOAD).exactly(1);
    }

    @Test
    void addressInTheStoreNeedsTheResolveHeader(RefVideoSimulator sim) {
        HttpResponse<String> response =
                new DashScopeClient(sim).create(body(uploaded(sim, "a.png")));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(GatewayClient.json(response).path("code").asText())
                .isEqualTo("InvalidParameter.DataInspection");
        sim.assertThat().paidJobs(0);
    }

    @Test
    void uploadServesItsModelOnlyAndForTwoDays(RefVideoSimulator sim) {
        DashScopeClient client = new DashScopeClient(sim);
        String url = uploaded(sim, "a.png");
        String other = created(client, body(url).replace(MODEL, "wan2.6-r2v-flash"), true);
        assertThat(client.task(other).at("/output/code").asText())
                .isEqualTo("InvalidParameter.DataInspection");

        sim.clock().advance(Duration.ofHours(48));
        String late = created(client, url);
        assertThat(client.state(late)).isEqualTo("FAILED");
        String never = created(client, "oss://dashscope-instant/nobody/x.png");
        assertThat(client.state(never)).isEqualTo("FAILED");
    }

    @Test
    void oneFormServesSeveralFilesButNoNameTwice(RefVideoSimulator sim) {
        JsonNode policy = policy(sim, MODEL);

        assertThat(upload(policy, "a.png").statusCode()).isEqualTo(200);
        assertThat(upload(policy, "b.png").body()).isEmpty();
        HttpResponse<String> again = upload(policy, "a.png");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("<Code>FileAlreadyExists</Code>");
    }

    @Test
    void policyExpires(RefVideoSimulator sim) {
        JsonNode policy = policy(sim, MODEL);
        sim.clock().advance(Duration.ofMinutes(5));

        HttpResponse<String> response = upload(policy, "a.png");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("<Code>AccessDenied</Code>", "expired");
    }

    @Test
    void wrongFormsAreRefused(RefVideoSimulator sim) {
        JsonNode policy = policy(sim, MODEL);
        Map<String, String> fields = fields(policy, "a.png");

        assertThat(send(policy, with(fields, "Signature", "x"), true, false).body())
                .contains("SignatureDoesNotMatch");
        assertThat(send(policy, with(fields, "key", "elsewhere/a.png"), true, false).body())
                .contains("AccessDenied");
        assertThat(send(policy, fields, false, false).body()).contains("InvalidArgument");
        assertThat(send(policy, fields, true, true).statusCode()).isEqualTo(400);
        HttpResponse<String> noForm =
                DashScopeClient.send(
                        HttpRequest.newBuilder(URI.create(policy.path("upload_host").asText()))
                                .header("content-type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString("x")));
        assertThat(noForm.statusCode()).isEqualTo(400);
        assertThat(upload(policy, "a.png").statusCode()).isEqualTo(200);
    }

    @Test
    void policyIsForKnownModelsAndActions(RefVideoSimulator sim) {
        DashScopeClient client = new DashScopeClient(sim);

        assertThat(client.get("/uploads?action=getPolicy&model=nothing").statusCode())
                .isEqualTo(404);
        assertThat(client.get("/uploads?action=getPolicy").statusCode()).isEqualTo(404);
        assertThat(client.get("/uploads?action=put&model=" + MODEL).statusCode()).isEqualTo(400);
    }

    @Test
    void storeFailsOnRequest(RefVideoSimulator sim) {
        sim.faults().on(Step.DASHSCOPE_UPLOAD).times(1).inject(Fault.status(503));
        JsonNode policy = policy(sim, MODEL);

        HttpResponse<String> response = upload(policy, "a.png");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("<Code>ServiceUnavailable</Code>");
        assertThat(upload(policy, "a.png").statusCode()).isEqualTo(200);
    }

    @Test
    void largeFileIsOnDiskUntilItIsEvicted(RefVideoSimulator sim) {
        byte[] clip = Arrays.copyOf("\0\0\0\30ftypisom--b\r\n--c\r\n".getBytes(), 40 << 20);
        JsonNode policy = policy(sim, MODEL);
        assertThat(upload(policy, "a.mp4", clip).statusCode()).isEqualTo(200);
        assertThat(sim.openFiles()).isEqualTo(1);

        DashScopeClient client = new DashScopeClient(sim);
        String id = created(client, "oss://" + policy.path("upload_dir").asText() + "/a.mp4");
        await().until(() -> client.state(id).equals("SUCCEEDED"));

        sim.reset();
        await().until(() -> sim.openFiles() == 0);
    }

    @Test
    void expiredUploadsLeaveTheDisk(RefVideoSimulator sim) {
        JsonNode policy = policy(sim, MODEL);
        upload(policy, "a.mp4", new byte[1 << 20]);
        assertThat(sim.openFiles()).isEqualTo(1);
        sim.clock().advance(Duration.ofHours(48));

        upload(policy(sim, MODEL), "b.png", IMAGE);

        await().until(() -> sim.openFiles() == 0);
    }

    @Test
    void tooLargeFileIsRefusedAndLeavesNothing(RefVideoSimulator sim) {
        JsonNode policy = policy(sim, MODEL);

        HttpResponse<String> justTooLarge = upload(policy, "a.mp4", new byte[(100 << 20) + 1]);
        assertThat(justTooLarge.statusCode()).isEqualTo(400);
        assertThat(justTooLarge.body()).contains("<Code>EntityTooLarge</Code>");
        assertThat(upload(policy, "b.mp4", new byte[102 << 20]).statusCode()).isEqualTo(413);

        await().until(() -> sim.openFiles() == 0);
        assertThat(upload(policy, "a.mp4", new byte[100]).statusCode()).isEqualTo(200);
    }

    @Test
    void refusedFormLeavesNothing(RefVideoSimulator sim) {
        JsonNode policy = policy(sim, MODEL);
        sim.clock().advance(Duration.ofMinutes(5));

        assertThat(upload(policy, "a.mp4", new byte[1 << 20]).body())
                .contains("<Code>AccessDenied</Code>");

        await().until(() -> sim.openFiles() == 0);
    }

    @Test
    void policyAndUploadFailByNameToo(RefVideoSimulator sim) {
        sim.faults().on(Step.DASHSCOPE_POLICY).times(1).inject(Fault.dashscopeError(500, "X"));
        assertThat(policy(sim, MODEL).isMissingNode()).isTrue();
        JsonNode policy = policy(sim, MODEL);
        sim.faults().on(Step.DASHSCOPE_UPLOAD).times(1).inject(Fault.resetWhileReading(300_000));
        assertThatThrownBy(() -> upload(policy, "a.mp4", new byte[4 << 20]))
                .isInstanceOf(UncheckedIOException.class);
        sim.faults().on(Step.DASHSCOPE_UPLOAD).times(1).inject(Fault.resetAfterRead());
        assertThatThrownBy(() -> upload(policy, "a.mp4", new byte[4 << 20]))
                .isInstanceOf(UncheckedIOException.class);

        // The second upload was stored, although its response was lost.
        assertThat(upload(policy, "a.mp4", IMAGE).statusCode()).isEqualTo(409);
        await().until(() -> sim.openFiles() == 1);
    }

    @Test
    void resetForgetsUploads(RefVideoSimulator sim) {
        String url = uploaded(sim, "a.png");
        sim.reset();

        assertThat(new DashScopeClient(sim).state(created(new DashScopeClient(sim), url)))
                .isEqualTo("FAILED");
    }

    private static String created(DashScopeClient client, String url) {
        return created(client, body(url), true);
    }

    private static String created(DashScopeClient client, String body, boolean resolve) {
        HttpResponse<String> response =
                client.create(
                        body,
                        request ->
                                request.header(
                                        "X-DashScope-OssResourceResolve",
                                        resolve ? "enable" : "disable"));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return GatewayClient.json(response).at("/output/task_id").asText();
    }

    private static String uploaded(RefVideoSimulator sim, String name) {
        JsonNode policy = policy(sim, MODEL);
        assertThat(upload(policy, name).statusCode()).isEqualTo(200);
        return "oss://" + policy.path("upload_dir").asText() + "/" + name;
    }

    private static JsonNode policy(RefVideoSimulator sim, String model) {
        return GatewayClient.json(
                        new DashScopeClient(sim).get("/uploads?action=getPolicy&model=" + model))
                .path("data");
    }

    private static HttpResponse<String> upload(JsonNode policy, String name) {
        return upload(policy, name, IMAGE);
    }

    private static HttpResponse<String> upload(JsonNode policy, String name, byte[] content) {
        return send(policy, fields(policy, name), true, false, content);
    }

    private static Map<String, String> fields(JsonNode policy, String name) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("OSSAccessKeyId", policy.path("oss_access_key_id").asText());
        fields.put("Signature", policy.path("signature").asText());
        fields.put("policy", policy.path("policy").asText());
        fields.put("x-oss-object-acl", policy.path("x_oss_object_acl").asText());
        fields.put("x-oss-forbid-overwrite", policy.path("x_oss_forbid_overwrite").asText());
        fields.put("key", policy.path("upload_dir").asText() + "/" + name);
        fields.put("success_action_status", "200");
        return fields;
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.put(name, value);
        return changed;
    }

    private static HttpResponse<String> send(
            JsonNode policy, Map<String, String> fields, boolean fileLast, boolean withKey) {
        return send(policy, fields, fileLast, withKey, IMAGE);
    }

    private static HttpResponse<String> send(
            JsonNode policy,
            Map<String, String> fields,
            boolean fileLast,
            boolean withKey,
            byte[] content) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        if (!fileLast) {
            file(form, content);
        }
        fields.forEach(
                (name, value) ->
                        form.writeBytes(
                                ("--b\r\ncontent-disposition: form-data; name=\""
                                                + name
                                                + "\"\r\n\r\n"
                                                + value
                                                + "\r\n")
                                        .getBytes(StandardCharsets.UTF_8)));
        if (fileLast) {
            file(form, content);
        }
        form.writeBytes("--b--\r\n".getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(policy.path("upload_host").asText()))
                        .header("content-type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(form.toByteArray()));
        return DashScopeClient.send(
                withKey ? request.header("authorization", "Bearer test") : request);
    }

    private static void file(ByteArrayOutputStream form, byte[] content) {
        form.writeBytes(
                ("--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
                                + "content-type: image/png\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(content);
        form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
}
