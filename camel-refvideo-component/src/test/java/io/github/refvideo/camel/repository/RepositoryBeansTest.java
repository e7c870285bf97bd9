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
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The repositories as beans with setters. */
class RepositoryBeansTest {

    @TempDir Path folder;

    @Test
    void inYaml() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("videoDatabase", DataSource.class, h2());
            String yaml =
                    """
                    - beans:
                        - name: fileJobs
                          type: "#class:io.github.refvideo.camel.repository.FileVideoJobRepository"
                          properties:
                            directory: "%s"
                        - name: memoryJobs
                          type: "#class:io.github.refvideo.camel.repository.MemoryVideoJobRepository"
                          properties:
                            capacity: 500
                            timeToLiveMillis: 60000
                        - name: databaseJobs
                          type: "#class:io.github.refvideo.camel.repository.JdbcVideoJobRepository"
                          properties:
                            dataSource: "#bean:videoDatabase"
                            tableName: my_jobs
                            createTable: true
                            queryTimeoutSeconds: 5
                    """
                            .formatted(folder.resolve("jobs"));
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString("beans.yaml", yaml));
            context.start();

            FileVideoJobRepository files = bean(context, "fileJobs", FileVideoJobRepository.class);
            assertThat(files.getDirectory()).isEqualTo(folder.resolve("jobs").toString());
            assertWorks(files);
            MemoryVideoJobRepository memory =
                    bean(context, "memoryJobs", MemoryVideoJobRepository.class);
            assertThat(memory.getCapacity()).isEqualTo(500);
            assertThat(memory.getTimeToLiveMillis()).isEqualTo(60_000);
            assertWorks(memory);
            JdbcVideoJobRepository database =
                    bean(context, "databaseJobs", JdbcVideoJobRepository.class);
            assertThat(database.getTableName()).isEqualTo("my_jobs");
            assertThat(database.getQueryTimeoutSeconds()).isEqualTo(5);
            assertThat(database.isCreateTable()).isTrue();
            assertWorks(database);
        }
    }

    private static void assertWorks(VideoJobRepository repository) throws Exception {
        assertThat(repository.create(claimed("key"))).isEmpty();
        assertThat(repository.find("key")).contains(claimed("key"));
    }

    private static <T> T bean(DefaultCamelContext context, String name, Class<T> type) {
        return context.getRegistry().lookupByNameAndType(name, type);
    }

    private static JdbcDataSource h2() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:beans;DB_CLOSE_DELAY=-1");
        return source;
    }
}
