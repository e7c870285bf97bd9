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
package io.github.refvideo.examples.scaleout;

import java.io.IOException;
import java.util.Arrays;

/** Runs a main class, and exits with the parent process: {@code Child <main class> <arguments>}. */
public final class Child {

    private Child() {}

    public static void main(String[] args) throws Exception {
        Thread watch = new Thread(Child::endWithParent, "parent");
        watch.setDaemon(true);
        watch.start();
        Class.forName(args[0])
                .getMethod("main", String[].class)
                .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    }

    /** Nothing is written to standard input; it ends when the parent process has ended. */
    private static void endWithParent() {
        try {
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Treated as the end.
        }
        Runtime.getRuntime().halt(0);
    }
}
