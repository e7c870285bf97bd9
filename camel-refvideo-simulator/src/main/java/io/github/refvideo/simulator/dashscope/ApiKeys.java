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
package io.github.refvideo.simulator.dashscope;

import io.github.refvideo.simulator.server.Call;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Authentication: any key, or only the keys configured for a region. */
final class ApiKeys {
    private static final String BEARER = "bearer ";

    private final Map<String, Caller> byKey;
    private final String everywhere;

    /** Accepts the configured keys and the key that is valid in every region (or null). */
    ApiKeys(Map<String, Caller> byKey, String everywhere) {
        this.byKey = byKey;
        this.everywhere = everywhere;
    }

    /** The caller; empty if the key is missing, unknown or of another region. */
    Optional<Caller> caller(Call call) {
        Optional<Region> region = Paths.region(call.path());
        String key = key(call);
        if (key.isEmpty() || region.isEmpty()) {
            return Optional.empty();
        }
        boolean any = byKey.isEmpty() && everywhere == null;
        if (any || key.equals(everywhere)) {
            return region.map(found -> new Caller(found, Caller.MAIN_ACCOUNT));
        }
        return Optional.ofNullable(byKey.get(key))
                .filter(caller -> caller.region() == region.get());
    }

    /** The bearer token, or an empty string. */
    static String key(Call call) {
        String authorization = call.header("authorization");
        boolean bearer =
                authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER);
        return bearer ? authorization.substring(BEARER.length()).trim() : "";
    }
}
