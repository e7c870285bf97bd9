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

/** The point of a job at which a fault happens; each has a section in docs/manual/pay-once.adoc. */
enum FaultPoint {
    SUBMIT("The submit", "generate", "submit"),
    WAITING("Waiting", "generate", "await"),
    DOWNLOAD("The download", "generate", "await"),
    STORE("Storing a local reference", "generate", "submit"),
    QUESTION("Questions", "status", "cancel");

    private final String chapter;
    private final List<String> operations;

    FaultPoint(String chapter, String... operations) {
        this.chapter = chapter;
        this.operations = List.of(operations);
    }

    static FaultPoint of(String heading) {
        for (FaultPoint point : values()) {
            if (heading.startsWith(point.chapter)) {
                return point;
            }
        }
        return null;
    }

    List<String> operations() {
        return operations;
    }

    /** The simulator's steps at which a fault hits this point; empty if it cannot happen. */
    List<Step> steps(ServiceFlow service, String operation) {
        if (!service.knows(operation)) {
            return List.of();
        }
        return switch (this) {
            case SUBMIT -> List.of(service.submit());
            case WAITING ->
                    List.of(service == ServiceFlow.STREAM ? service.submit() : service.status());
            case DOWNLOAD -> List.of(Step.RESULT);
            case STORE ->
                    service == ServiceFlow.DASHSCOPE
                            ? List.of(Step.DASHSCOPE_POLICY, Step.DASHSCOPE_UPLOAD)
                            : List.of(Step.BLOB_PUT);
            case QUESTION ->
                    List.of(operation.equals("cancel") ? Step.DASHSCOPE_CANCEL : service.status());
        };
    }
}
