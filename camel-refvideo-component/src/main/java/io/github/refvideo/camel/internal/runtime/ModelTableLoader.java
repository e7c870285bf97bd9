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
package io.github.refvideo.camel.internal.runtime;

import io.github.refvideo.camel.internal.model.ModelTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** Loads the file of the option {@code modelTable}. */
public final class ModelTableLoader {

    private ModelTableLoader() {}

    /**
     * The built-in table with the changes of the file.
     *
     * @param file the name of a Camel resource; null or blank for the built-in table only
     * @throws IllegalArgumentException if the file is missing or not valid; names file, model and
     *     field
     */
    public static ModelTable load(CamelContext context, @Nullable String file) {
        if (file == null || file.isBlank()) {
            return ModelTable.builtIn();
        }
        try (InputStream json =
                ResourceHelper.resolveMandatoryResourceAsInputStream(context, file)) {
            return ModelTable.builtIn().extendedBy(json, "modelTable " + file);
        } catch (FileNotFoundException e) {
            throw new IllegalArgumentException(
                    "modelTable: '"
                            + file
                            + "' does not exist; write file: or classpath: and the path of a JSON"
                            + " file",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException("modelTable: '" + file + "' cannot be read", e);
        }
    }
}
