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
package io.github.refvideo.camel.internal.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** Makes tables that any JMX client can show. */
public final class ManagedTable {

    /** Not the id: jobs that are not acknowledged have none, and rows need an index. */
    private static final String ROW = "row";

    private ManagedTable() {}

    /** A row for each thing, a column for each fact about it. */
    public static <T> TabularData of(String name, List<ManagedColumn<T>> columns, List<T> rows)
            throws OpenDataException {
        List<String> names = new ArrayList<>(List.of(ROW));
        List<OpenType<?>> types = new ArrayList<>(List.of(SimpleType.INTEGER));
        columns.forEach(
                column -> {
                    names.add(column.name());
                    types.add(column.type());
                });
        String[] labels = names.toArray(String[]::new);
        CompositeType type =
                new CompositeType(name, name, labels, labels, types.toArray(OpenType<?>[]::new));
        TabularData table =
                new TabularDataSupport(new TabularType(name, name, type, new String[] {ROW}));
        for (int row = 0; row < rows.size(); row++) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put(ROW, row + 1);
            values.putAll(ManagedColumn.values(columns, rows.get(row)));
            table.put(new CompositeDataSupport(type, values));
        }
        return table;
    }
}
