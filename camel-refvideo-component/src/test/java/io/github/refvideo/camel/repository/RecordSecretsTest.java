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

import static io.github.refvideo.camel.repository.TestRecords.claimed;
import static io.github.refvideo.camel.repository.TestRecords.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.repository.PurchaseState.Name;
import io.github.refvideo.camel.spi.JobHandle;
import java.io.Serializable;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records contain no secrets, because other users can read disks and databases. */
class RecordSecretsTest {

    @Test
    void recordsContainNoPromptsKeysOfServicesOrSignedUrls() {
        Stream<String> names =
                Stream.of(JobRecord.class, JobHandle.class)
                        .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                        .map(RecordComponent::getName)
                        .map(name -> name.toLowerCase(Locale.ROOT));

        assertThat(names)
                .noneMatch(name -> name.contains("prompt"))
                .noneMatch(name -> name.contains("apikey"))
                .noneMatch(name -> name.contains("token"))
                .noneMatch(name -> name.contains("secret"))
                .noneMatch(name -> name.contains("reference"))
                .filteredOn(name -> name.contains("url"))
                .containsExactly("baseurl");
    }

    /** The secret signs the event of one job, which causes no more than a status request. */
    @Test
    void webhookOfARecordContainsOnlyTheSecretOfItsOwnEvent() {
        assertThat(JobRecord.Webhook.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .containsExactly("url", "secret", "receivedAt");
    }

    @Test
    void aFileHoldsTheRecordAndNothingElse(@TempDir Path folder) throws Exception {
        JobRecord record = next(claimed("key"), Name.ACKNOWLEDGED);
        FileVideoJobRepository repository = new FileVideoJobRepository(folder);
        repository.create(claimed("key"));
        repository.replace(record);

        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> written =
                    all.filter(Files::isRegularFile)
                            .filter(file -> file.toFile().length() > 0)
                            .toList();
            assertThat(written).hasSize(1);
            assertThat(Files.readString(written.get(0))).isEqualTo(record.toJson());
        }
    }

    @Test
    void aRecordIsTextThatNamesNoClassAndIsNeverSerializedJava() {
        assertThat(claimed("key")).isNotInstanceOf(Serializable.class);
        assertThat(next(claimed("key"), Name.ACKNOWLEDGED).toJson())
                .startsWith("{\"format\":2,")
                .doesNotContain("io.github")
                .doesNotContain("class");
    }
}
