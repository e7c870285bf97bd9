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
 * The exceptions of the component: one base class and one subclass for each kind of error, with the
 * details that a route needs. Messages contain no keys, signed URLs or prompts.
 *
 * <p>{@link io.github.refvideo.camel.error.RefVideoException#isMaybePaid()} tells whether a job may
 * have been paid. {@link io.github.refvideo.camel.error.RefVideoException#getJob()} has the handle
 * of an acknowledged job.
 */
@NullMarked
package io.github.refvideo.camel.error;

import org.jspecify.annotations.NullMarked;
