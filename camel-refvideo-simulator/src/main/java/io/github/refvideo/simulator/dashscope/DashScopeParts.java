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

import io.github.refvideo.simulator.job.Jobs;
import io.github.refvideo.simulator.ledger.Ledger;
import io.github.refvideo.simulator.media.JobPreparer;
import io.github.refvideo.simulator.media.ResultLinks;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * The dependencies of the routes.
 *
 * @param nanoTime real time, for quotas
 * @param acceptedKey a key that is valid in every region, or null
 * @param fetchReferences if false, missing uploads are accepted
 */
public record DashScopeParts(
        Clock clock,
        LongSupplier nanoTime,
        Ledger ledger,
        Jobs jobs,
        JobPreparer preparer,
        ResultLinks links,
        String acceptedKey,
        boolean fetchReferences,
        DashScopeOptions options) {}
