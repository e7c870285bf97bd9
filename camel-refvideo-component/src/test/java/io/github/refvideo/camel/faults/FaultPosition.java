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
package io.github.refvideo.camel.faults;

import io.github.refvideo.simulator.fault.Step;
import java.util.List;

/**
 * The position of a fault in the life of a job; each has a section in docs/manual/pay-once.adoc.
 */
enum FaultPosition {
    SUBMIT("Submit", "generate", "submit"),
    WAITING("Waiting for the job", "generate", "await"),
    DOWNLOAD("Download", "generate", "await"),
    STORE("Upload of a local reference", "generate", "submit"),
    QUESTION("Status and cancel", "status", "cancel");

    private final String chapter;
    private final List<String> operations;

    FaultPosition(String chapter, String... operations) {
        this.chapter = chapter;
        this.operations = List.of(operations);
    }

    static FaultPosition of(String heading) {
        for (FaultPosition position : values()) {
            if (heading.startsWith(position.chapter)) {
                return position;
            }
        }
        return null;
    }

    List<String> operations() {
        return operations;
    }

    /** The steps of the simulator at this position; empty where the fault cannot occur. */
    List<Step> steps(TestedService service, String operation) {
        if (!service.knows(operation)) {
            return List.of();
        }
        return switch (this) {
            case SUBMIT -> List.of(service.submit());
            case WAITING ->
                    List.of(service == TestedService.STREAM ? service.submit() : service.status());
            case DOWNLOAD -> List.of(Step.RESULT);
            case STORE ->
                    switch (service) {
                        case GATEWAY, STREAM -> List.of(Step.BLOB_PUT);
                        case DASHSCOPE -> List.of(Step.DASHSCOPE_POLICY, Step.DASHSCOPE_UPLOAD);
                        // Needs no store.
                        case SELF_HOSTED -> List.of();
                    };
            case QUESTION ->
                    List.of(operation.equals("cancel") ? service.cancel() : service.status());
        };
    }
}
