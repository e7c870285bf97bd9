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
package io.github.refvideo.simulator.job;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A FIFO queue of jobs with a limit on concurrently running jobs.
 *
 * <p>Evaluated lazily: start times are computed on request, with the same result as if they had
 * been tracked continuously. Each job is started once, so ten thousand queued jobs cost nothing
 * until a slot is free. Thread-safe.
 */
public final class JobQueue {
    private final int places;
    private final Deque<Job> waiting = new ArrayDeque<>();
    private final List<Job> running = new ArrayList<>();
    private Instant settledUpTo = Instant.MIN;

    /** Creates an empty queue with the given number of slots. */
    public JobQueue(int places) {
        if (places < 1) {
            throw new IllegalArgumentException("A queue needs at least one slot");
        }
        this.places = places;
    }

    synchronized void join(Job job) {
        waiting.addLast(job);
        changed();
    }

    /** Called by a job when its end time becomes known or changes. */
    synchronized void changed() {
        settledUpTo = Instant.MIN;
    }

    /** Starts the jobs for which a slot was free up to that time. */
    synchronized void settle(Instant now) {
        // A list page queries the same time hundreds of times.
        if (now.isAfter(settledUpTo)) {
            settledUpTo = now;
            letInUpTo(now);
        }
    }

    private void letInUpTo(Instant now) {
        while (!waiting.isEmpty()) {
            Job first = waiting.peekFirst();
            Optional<Instant> gone = first.knownEnd().filter(end -> end.isBefore(Instant.MAX));
            if (gone.isEmpty() && !letIn(first, now)) {
                return;
            }
            waiting.removeFirst();
        }
    }

    private boolean letIn(Job job, Instant now) {
        if (running.size() < places) {
            return beginIfDue(job, job.readyAt(), now, running.size());
        }
        int place = firstToBeFree();
        if (place < 0) {
            return false;
        }
        Instant free = running.get(place).knownEnd().orElseThrow();
        return beginIfDue(job, free.isAfter(job.readyAt()) ? free : job.readyAt(), now, place);
    }

    private boolean beginIfDue(Job job, Instant begin, Instant now, int place) {
        if (begin.isAfter(now)) {
            return false;
        }
        job.beginAt(begin);
        if (place == running.size()) {
            running.add(job);
        } else {
            running.set(place, job);
        }
        return true;
    }

    /** Jobs whose references are still being read occupy their slots for an unknown time. */
    private int firstToBeFree() {
        int first = -1;
        Instant earliest = Instant.MAX;
        for (int i = 0; i < running.size(); i++) {
            Optional<Instant> end = running.get(i).knownEnd();
            if (end.isPresent() && end.get().isBefore(earliest)) {
                earliest = end.get();
                first = i;
            }
        }
        return first;
    }
}
