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

/**
 * Something that an exchange and all copies that Camel makes of it carry, in the one place that
 * Camel copies and that {@code removeProperties} in a route does not reach. Copies share it.
 */
interface PurchaseProperty extends SafeCopyProperty {

    /** What an exchange carries of a type; null for nothing. */
    static <T extends PurchaseProperty> T by(Exchange exchange, Class<T> type) {
        return exchange.getExchangeExtension().getSafeCopyProperty(type.getName(), type);
    }

    /**
     * Lets an exchange carry something, instead of what it carries of that type.
     *
     * @param carried null for nothing
     */
    static <T extends PurchaseProperty> void set(Exchange exchange, Class<T> type, T carried) {
        exchange.getExchangeExtension().setSafeCopyProperty(type.getName(), carried);
    }

    @Override
    default SafeCopyProperty safeCopy() {
        return this;
    }
}
