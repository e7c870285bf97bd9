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

import io.github.refvideo.simulator.content.Content;
import io.github.refvideo.simulator.server.MultipartForm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The upload form. The file is null if the form has none; it is a slice of the form's content. */
record UploadForm(Map<String, String> fields, Content file, boolean fileIsLast) {

    static UploadForm of(MultipartForm form) {
        List<MultipartForm.Part> parts = form.parts();
        Map<String, String> fields = new HashMap<>();
        Content file = null;
        for (MultipartForm.Part part : parts) {
            if (part.name().equals("file")) {
                file = part.content();
            } else {
                fields.put(part.name(), part.text());
            }
        }
        boolean last = !parts.isEmpty() && parts.get(parts.size() - 1).name().equals("file");
        return new UploadForm(fields, file, last);
    }

    /** That field, or null. */
    String field(String name) {
        return fields.get(name);
    }
}
