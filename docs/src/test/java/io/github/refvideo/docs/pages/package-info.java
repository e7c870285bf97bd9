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
 * Keeps the pages of the project true: what is derived from code stands between marker comments, is
 * compared with what it is derived from, and is rewritten on demand. {@link
 * io.github.refvideo.docs.pages.PagesTest} is the way in.
 */
package io.github.refvideo.docs.pages;
