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
package io.github.refvideo.examples.folderwatch;

import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.event.JobListener;
import io.github.refvideo.camel.event.JobSnapshot;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Header;

/** Prints a line for each event of an image. */
public class Terminal implements JobListener {

    void say(String line, Object... values) {
        System.out.println(String.format(line, values));
    }

    public void taken(
            @Header(Exchange.FILE_PATH) String image,
            @Header(RefVideoConstants.PROMPT) String prompt) {
        say("taken      %s: %s", ImageFiles.of(image).name(), prompt);
    }

    public void done(
            @Header(Exchange.FILE_NAME_PRODUCED) String video,
            @Header(Exchange.CONTENT_LENGTH) long bytes,
            @Header(RefVideoConstants.ELAPSED_MILLIS) long millis,
            @Header(RefVideoConstants.COST) String cost,
            @Header(RefVideoConstants.ESTIMATED_COST) String estimated) {
        say(
                "done       %s: %d KB after %.1f s, cost %s",
                video,
                (bytes + 1023) / 1024,
                millis / 1000.0,
                cost != null ? cost + " USD" : "about " + estimated + " USD by list price");
    }

    public void moveAside(
            @Header(Exchange.FILE_PATH) String image, @ExchangeException Exception error) {
        say(
                "failed     %s, now in the folder failed: %s",
                ImageFiles.of(image).name(), error.getMessage());
    }

    /** Listeners are also called when the component is stopped and the routes have ended. */
    @Override
    public void failed(JobSnapshot job, RefVideoException error) {
        if (error.getKind() == ErrorKind.SHUTDOWN) {
            say("waiting    %s is not done, the next start continues its job", job.jobId());
        }
    }
}
