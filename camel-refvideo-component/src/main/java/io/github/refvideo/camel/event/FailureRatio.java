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
package io.github.refvideo.camel.event;

/**
 * The failure ratio of the last jobs of one credential. Failures without a problem of the service,
 * such as an invalid request or rejected content, are not counted.
 *
 * @param jobs the number of jobs that ended within ten minutes, at most 50
 * @param failures the number of these that failed
 */
public record FailureRatio(int jobs, int failures) {}
