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
package io.github.refvideo.camel.repository;

import static io.github.refvideo.camel.repository.TestRecords.T0;
import static io.github.refvideo.camel.repository.TestRecords.claimed;
import static io.github.refvideo.camel.repository.TestRecords.next;

import io.github.refvideo.camel.repository.PurchaseState.Name;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Uses a shared repository; see {@link SharedRepositoryContract}. */
final class RepositoryMain {

    static final int KEYS = 200;
    static final int INCREMENTS = 100;
    static final String COUNTER = "counter";
    static final int WRITERS = 4;

    private RepositoryMain() {}

    public static void main(String[] args) throws Exception {
        try (TestRepository.Opened opened = TestRepository.of(args).open()) {
            VideoJobRepository repository = opened.repository();
            repository.find("anything");
            say("ready");
            if (System.in.read() < 0) {
                return;
            }
            switch (args[3]) {
                case "claim" -> claim(repository, args[4]);
                case "count" -> count(repository);
                case "write" -> write(repository, args[4]);
                default -> throw new IllegalArgumentException(args[3]);
            }
            say("done");
        }
    }

    /** Claims each key and prints the claimed ones. */
    private static void claim(VideoJobRepository repository, String owner) throws Exception {
        for (int i = 0; i < KEYS; i++) {
            if (repository.create(claimed("key-" + i, owner, T0)).isEmpty()) {
                say("key-" + i);
            }
        }
    }

    /** Writes a number of versions of one record. */
    private static void count(VideoJobRepository repository) throws Exception {
        for (int done = 0; done < INCREMENTS; ) {
            JobRecord there = repository.find(COUNTER).orElseThrow();
            // Alternately open and finished, so that the record is moved.
            Name state = there.state().isFinished() ? Name.ACKNOWLEDGED : Name.TAKEN;
            if (repository.replace(next(there, state))) {
                done++;
            }
        }
    }

    /** Writes until it is killed, and prints the acknowledged writes. */
    private static void write(VideoJobRepository repository, String prefix) {
        IntStream.range(0, WRITERS)
                .mapToObj(writer -> new Thread(() -> writeAll(repository, prefix + writer + "-")))
                .toList()
                .forEach(Thread::start);
        // The threads keep the JVM alive; the store must stay open for them.
        while (true) {
            LockSupport.park();
        }
    }

    private static void writeAll(VideoJobRepository repository, String prefix) {
        try {
            for (int i = 0; ; i++) {
                JobRecord record = claimed(prefix + i);
                repository.create(record);
                say(record.key() + " 1");
                for (Name state : new Name[] {Name.ACKNOWLEDGED, Name.TAKEN}) {
                    record = next(record, state);
                    repository.replace(record);
                    say(record.key() + " " + record.version());
                }
            }
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
