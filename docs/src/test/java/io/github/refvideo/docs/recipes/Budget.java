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
package io.github.refvideo.docs.recipes;

// tag::bean[]
import java.math.BigDecimal;
import org.apache.camel.Header;

/** The money spent since this object was created, in US dollars. */
public final class Budget {

    private final BigDecimal limit;
    private BigDecimal spent = BigDecimal.ZERO;

    public Budget(BigDecimal limit) {
        this.limit = limit;
    }

    /** Adds the cost of a video, or its maximum list price where the service reports no cost. */
    public synchronized void add(
            @Header("CamelRefVideoCost") String cost,
            @Header("CamelRefVideoEstimatedCost") BigDecimal estimate) {
        if (cost != null) {
            spent = spent.add(new BigDecimal(cost));
        } else if (estimate != null) {
            spent = spent.add(estimate);
        }
    }

    public synchronized boolean isUsedUp() {
        return spent.compareTo(limit) >= 0;
    }

    public synchronized BigDecimal spent() {
        return spent;
    }
}
// end::bean[]
