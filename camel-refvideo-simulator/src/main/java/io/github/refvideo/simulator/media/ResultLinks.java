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
package io.github.refvideo.simulator.media;

import io.github.refvideo.simulator.job.Job;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Creates and verifies the links to videos: unguessable, signed, and valid for a limited time. */
public final class ResultLinks {
    static final String PREFIX = "/results/";
    static final String SUFFIX = ".mp4";

    private final String secret = UUID.randomUUID().toString();
    private final Clock clock;
    private final Duration lifetime;

    /** Creates links with this lifetime from the end of their job. */
    public ResultLinks(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** The expiry time of the job's link. */
    public Instant expiry(Job job) {
        return job.finishedAt(clock.instant()).plus(lifetime);
    }

    /** The link of a finished job; the same each time. */
    public String link(String origin, Job job) {
        // Rounded up to whole seconds, so that a link does not expire too early.
        long expires = expiry(job).plusMillis(999).getEpochSecond();
        return origin
                + PREFIX
                + job.resultToken()
                + SUFFIX
                + "?expires="
                + expires
                + "&sig="
                + signature(job.resultToken(), Long.toString(expires));
    }

    /** The link of a finished job in the format of Alibaba's object store. */
    public String storeLink(String origin, Job job) {
        return storeLink(origin, job, expiry(job).plusMillis(999).getEpochSecond());
    }

    /** A link that has expired already. */
    public String expiredStoreLink(String origin, Job job) {
        return storeLink(origin, job, clock.instant().getEpochSecond() - 1);
    }

    private String storeLink(String origin, Job job, long expires) {
        return origin
                + PREFIX
                + job.resultToken()
                + SUFFIX
                + "?Expires="
                + expires
                + "&OSSAccessKeyId=simulated&Signature="
                + signature(job.resultToken(), Long.toString(expires));
    }

    boolean isGenuine(String token, String expires, String signature) {
        return expires != null && signature(token, expires).equals(signature);
    }

    boolean isExpired(String expires) {
        return clock.instant().getEpochSecond() >= Long.parseLong(expires);
    }

    private String signature(String token, String expires) {
        return Hex.hmacSha256(secret, (token + "." + expires).getBytes(StandardCharsets.UTF_8))
                .substring(0, 32);
    }
}
