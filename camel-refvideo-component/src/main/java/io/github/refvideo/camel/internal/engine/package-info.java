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
/**
 * Runs one job from its lease to its download. Start with {@code JobExecution}, then read the steps
 * in their order: {@code ClaimStep}, {@code PrepareStep}, {@code SubmitStep}, {@code
 * FindLostJobStep}, {@code PollStep}, {@code DownloadStep}. A step receives what it needs from its
 * {@code StepContext} and returns the next step; it does not know its caller. Listeners, providers
 * and repositories are called without a lock.
 */
@NullMarked
package io.github.refvideo.camel.internal.engine;

import org.jspecify.annotations.NullMarked;
