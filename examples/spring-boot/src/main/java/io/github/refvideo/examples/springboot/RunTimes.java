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
package io.github.refvideo.examples.springboot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** How long recent jobs ran at the service, to show what can be expected of the next one. */
@Component
class RunTimes {

    private static final int RECENT = 20;

    private final Map<String, Deque<Double>> seconds = new ConcurrentHashMap<>();

    RunTimes(JobFolders folders) {
        folders.newest(5 * RECENT).stream()
                .flatMap(folder -> folder.result().stream())
                .forEach(result -> add(result, false));
    }

    void add(JobFolder.Result result) {
        add(result, true);
    }

    private void add(JobFolder.Result result, boolean isNewest) {
        if (result.model() == null || result.runSeconds() == null) {
            return;
        }
        Deque<Double> ofModel =
                seconds.computeIfAbsent(result.model(), model -> new ArrayDeque<>());
        synchronized (ofModel) {
            if (isNewest) {
                ofModel.addFirst(result.runSeconds());
            } else {
                ofModel.addLast(result.runSeconds());
            }
            if (ofModel.size() > RECENT) {
                ofModel.removeLast();
            }
        }
    }

    /** The median; null if no job of the model is known. */
    Double median(String model) {
        Deque<Double> ofModel = model == null ? null : seconds.get(model);
        if (ofModel == null) {
            return null;
        }
        synchronized (ofModel) {
            return ofModel.stream().sorted().skip(ofModel.size() / 2).findFirst().orElse(null);
        }
    }
}
