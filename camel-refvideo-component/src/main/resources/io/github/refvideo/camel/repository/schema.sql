-- Licensed under the Apache License, Version 2.0 (the "License");
-- you may not use this file except in compliance with the License.
-- You may obtain a copy of the License at
--
--     http://www.apache.org/licenses/LICENSE-2.0
--
-- Unless required by applicable law or agreed to in writing, software
-- distributed under the License is distributed on an "AS IS" BASIS,
-- WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
-- See the License for the specific language governing permissions and
-- limitations under the License.

-- The table of JdbcVideoJobRepository. Its tests run it on PostgreSQL, MariaDB and H2.
-- record_json holds up to 1,000,000 ASCII characters: MEDIUMTEXT in MySQL and MariaDB (createTable uses it
-- there), CLOB in Oracle, VARCHAR(MAX) in SQL Server.
--
-- key_hash    SHA-256 of the key in UTF-8, lower-case hexadecimal; another text in rows of processes
-- job_state   see PurchaseState; PROCESS in the row of a process, which says that it is alive
-- unfinished  1 while a process has to work on the purchase, else 0
-- created_at, updated_at  milliseconds since 1970-01-01T00:00:00Z by the clock of the database
-- record_json the record; the other columns are for searching

CREATE TABLE refvideo_job (
    key_hash       VARCHAR(64) NOT NULL PRIMARY KEY,
    record_version BIGINT      NOT NULL,
    job_state      VARCHAR(16) NOT NULL,
    unfinished     SMALLINT    NOT NULL,
    created_at     BIGINT      NOT NULL,
    updated_at     BIGINT      NOT NULL,
    record_json    TEXT        NOT NULL
);

CREATE INDEX refvideo_job_created ON refvideo_job (unfinished, created_at);

CREATE INDEX refvideo_job_updated ON refvideo_job (unfinished, updated_at);
