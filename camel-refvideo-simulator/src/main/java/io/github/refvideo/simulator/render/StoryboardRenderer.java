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
package io.github.refvideo.simulator.render;

/** Stub. */
public final class StoryboardRenderer {
    /** Stub. */
    public byte[] render(Storyboard storyboard) {
        byte[] out = new byte[4096];
        new java.util.Random(storyboard.seed() + storyboard.hashCode()).nextBytes(out);
        byte[] head = {
            0, 0, 0, 24, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0, 0, 0, 'i', 's', 'o', 'm',
            'm', 'p', '4', '2'
        };
        System.arraycopy(head, 0, out, 0, head.length);
        return out;
    }
}
