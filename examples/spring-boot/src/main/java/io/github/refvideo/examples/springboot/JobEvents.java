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

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.camel.event.JobSnapshot;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends the states of jobs to open pages as server-sent events: {@code job} with the state, {@code
 * deleted} with the id, and {@code open} without data.
 */
@Component
class JobEvents {

    private static final Logger LOG = LoggerFactory.getLogger(JobEvents.class);

    /**
     * After this many rounds without an event, an empty one shows whether the page still exists.
     */
    private static final int MAX_QUIET_ROUNDS = 30;

    private final JobFolders folders;
    private final JobStates states;
    private final ObjectMapper json;
    private final List<SseEmitter> pages = new CopyOnWriteArrayList<>();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    /** What the pages know, without times. Used by the scheduler's thread only. */
    private final Map<String, ObjectNode> sent = new HashMap<>();

    private int quietRounds;

    JobEvents(JobFolders folders, JobStates states, ObjectMapper json) {
        this.folders = folders;
        this.states = states;
        this.json = json;
    }

    SseEmitter open() {
        SseEmitter page = new SseEmitter(0L);
        page.onCompletion(() -> pages.remove(page));
        page.onError(error -> pages.remove(page));
        pages.add(page);
        send(page, "open", "");
        return page;
    }

    /** A job is new, has ended or was deleted. */
    void changed(String id) {
        changed.add(id);
    }

    /** Compares the jobs that have not ended with what was sent. */
    @Scheduled(fixedDelay = 500)
    void sendChanges() {
        if (pages.isEmpty()) {
            sent.clear();
            changed.clear();
            return;
        }
        Set<String> ids = new LinkedHashSet<>(changed);
        changed.removeAll(ids);
        folders.unfinished().forEach(folder -> ids.add(folder.id()));
        List<JobSnapshot> jobs = ids.isEmpty() ? List.of() : states.jobs();
        quietRounds++;
        for (String id : ids) {
            sendIfChanged(id, jobs);
        }
        if (quietRounds >= MAX_QUIET_ROUNDS) {
            sendAll("open", "");
        }
    }

    private void sendIfChanged(String id, List<JobSnapshot> jobs) {
        Optional<JobFolder> folder = folders.find(id);
        if (folder.isEmpty()) {
            sent.remove(id);
            sendAll("deleted", id);
            return;
        }
        try {
            JobState state = states.of(folder.get(), jobs);
            ObjectNode facts = json.valueToTree(state);
            facts.remove(List.of("elapsedSeconds", "runSeconds"));
            if (!facts.equals(sent.put(id, facts))) {
                sendAll("job", json.writeValueAsString(state));
            }
            if (folder.get().isFinished()) {
                sent.remove(id);
            }
        } catch (Exception e) {
            // For example deleted meanwhile. The next round reads it again.
            LOG.debug("Job {} cannot be read", id, e);
        }
    }

    private void sendAll(String name, String data) {
        quietRounds = 0;
        pages.forEach(page -> send(page, name, data));
    }

    private void send(SseEmitter page, String name, String data) {
        try {
            page.send(SseEmitter.event().name(name).data(data));
        } catch (IOException | IllegalStateException e) {
            pages.remove(page);
        }
    }

    /** Otherwise a graceful stop of the server waits for the pages. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        pages.forEach(SseEmitter::complete);
    }
}
