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
package io.github.refvideo.camel.internal.engine;

import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.event.JobListener;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.spi.JobStatus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls all listeners, without a lock. Logs what a listener throws. */
final class JobListeners implements JobListener {

    private static final Logger LOG = LoggerFactory.getLogger(JobListeners.class);

    private final List<JobListener> listeners = new CopyOnWriteArrayList<>();

    void add(JobListener listener) {
        listeners.add(listener);
    }

    @Override
    public void ordered(JobSnapshot job) {
        notifyListeners(listener -> listener.ordered(job));
    }

    @Override
    public void submitted(JobSnapshot job) {
        notifyListeners(listener -> listener.submitted(job));
    }

    @Override
    public void statusRead(JobSnapshot job) {
        notifyListeners(listener -> listener.statusRead(job));
    }

    @Override
    public void statusChanged(JobSnapshot job, JobStatus before) {
        notifyListeners(listener -> listener.statusChanged(job, before));
    }

    @Override
    public void succeeded(JobSnapshot job, JobOutcome outcome) {
        // The operation submit ends without a video; listeners have received submitted().
        if (outcome.video() != null) {
            notifyListeners(listener -> listener.succeeded(job, outcome));
        }
    }

    @Override
    public void failed(JobSnapshot job, RefVideoException error) {
        notifyListeners(listener -> listener.failed(job, error));
    }

    private void notifyListeners(Consumer<JobListener> message) {
        for (JobListener listener : listeners) {
            try {
                message.accept(listener);
            } catch (Throwable e) { // Other languages of the JVM throw what they do not declare.
                LOG.warn("Job listener {} failed; the job continues", listener.getClass(), e);
            }
        }
    }
}
