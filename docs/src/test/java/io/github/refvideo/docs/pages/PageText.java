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
package io.github.refvideo.docs.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Updates the generated parts of a page.
 *
 * <ul>
 *   <li>{@code // generated:name} ... {@code // end}: the lines between are generated;
 *   <li>{@code // sample: path/to/file#tag}: the next listing block, at most a few lines below,
 *       holds that region of that file.
 * </ul>
 *
 * In Markdown a marker is in {@code <!-- -->} instead of after two slashes.
 */
final class PageText {

    private static final Pattern MARK =
            Pattern.compile("(?:// *|<!-- *)(generated: *|sample: *|end\\b)([^ ]*)(?: *-->)?\\s*");
    private static final Pattern FENCE = Pattern.compile("(----+|```+)(?:\\w*)\\s*");

    /** A title and attributes may be between the marker of a sample and its block. */
    private static final int MOST_BETWEEN = 4;

    private final List<String> lines;
    private final Sources sources;
    private final List<String> fresh = new ArrayList<>();
    private int at;

    private PageText(String text, Sources sources) {
        this.lines = text.lines().toList();
        this.sources = sources;
    }

    /**
     * @return the same text when nothing has changed
     * @throws IllegalArgumentException when a marker is wrong; names the line
     */
    static String refreshed(String text, Sources sources) {
        return new PageText(text, sources).refresh();
    }

    private String refresh() {
        while (at < lines.size()) {
            Matcher mark = MARK.matcher(lines.get(at));
            Matcher fence = FENCE.matcher(lines.get(at));
            int line = at + 1;
            try {
                if (mark.matches()) {
                    refresh(mark);
                } else if (fence.matches()) {
                    // Text in a listing that looks like a marker is not a marker.
                    copy();
                    copyUntil(fence.group(1));
                } else {
                    copy();
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + line + ": " + e.getMessage(), e);
            }
        }
        return String.join("\n", fresh) + "\n";
    }

    private void refresh(Matcher mark) {
        copy();
        String name = mark.group(2);
        if (mark.group(1).startsWith("generated")) {
            fresh.addAll(sources.generated(name));
            skipUntilEnd(name);
        } else if (mark.group(1).startsWith("sample")) {
            String fence = copyUntilBlock(name);
            fresh.addAll(sources.sample(name));
            skipUntil(fence);
        } else {
            throw new IllegalArgumentException("an end without a beginning");
        }
    }

    private void copy() {
        fresh.add(lines.get(at++));
    }

    private void copyUntil(String fence) {
        while (!isClosed(fence)) {
            copy();
        }
        copy();
    }

    private boolean isClosed(String fence) {
        if (at == lines.size()) {
            throw new IllegalArgumentException("the listing block is not closed");
        }
        return lines.get(at).stripTrailing().equals(fence);
    }

    private String copyUntilBlock(String name) {
        for (int i = 0; i <= MOST_BETWEEN && at < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(at));
            copy();
            if (fence.matches()) {
                return fence.group(1);
            }
        }
        throw new IllegalArgumentException("no listing block follows the sample " + name);
    }

    private void skipUntil(String fence) {
        while (!isClosed(fence)) {
            at++;
        }
        copy();
    }

    private void skipUntilEnd(String name) {
        while (at < lines.size()) {
            Matcher mark = MARK.matcher(lines.get(at));
            if (mark.matches()) {
                if (!mark.group(1).startsWith("end")) {
                    break;
                }
                copy();
                return;
            }
            at++;
        }
        throw new IllegalArgumentException("generated:" + name + " has no end");
    }
}
