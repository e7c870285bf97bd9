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
package io.github.refvideo.camel.internal.exchange;

import org.apache.camel.Exchange;
import org.apache.camel.SafeCopyProperty;
import org.jspecify.annotations.Nullable;

/**
 * A value that an exchange shares with all copies that Camel makes of it. A route cannot remove it
 * with {@code removeProperties}.
 */
interface PurchaseProperty extends SafeCopyProperty {

    /** The value of a type; null if not set. */
    static <T extends PurchaseProperty> @Nullable T get(Exchange exchange, Class<T> type) {
        return exchange.getExchangeExtension().getSafeCopyProperty(type.getName(), type);
    }

    /**
     * Replaces the value of a type.
     *
     * @param value null to remove it
     */
    static <T extends PurchaseProperty> void set(
            Exchange exchange, Class<T> type, @Nullable T value) {
        exchange.getExchangeExtension().setSafeCopyProperty(type.getName(), value);
    }

    @Override
    default SafeCopyProperty safeCopy() {
        return this;
    }
}
