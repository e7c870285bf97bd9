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
package io.github.refvideo.simulator.gateway;

/** The set of rules for requests to a model. */
enum Dialect {
    /** Links only, exact sizes, {@code character1}. */
    WAN_2_6(new WanRules()),
    /** Media list, tiers and ratios, {@code Image 1}. */
    WAN_2_7(new WanRules()),
    /** As Wan 2.7, plus audio references and frames. */
    WAN_3(new WanRules()),
    SEEDANCE(new SeedanceRules()),
    MINIMAX(new MiniMaxRules()),
    XAI(new XaiRules()),
    VEO(new VeoRules()),
    KLING(new KlingRules()),
    /** Vendors with unknown adapters. */
    COMMON(new CommonRules());

    private final ModelRules rules;

    Dialect(ModelRules rules) {
        this.rules = rules;
    }

    ModelRules rules() {
        return rules;
    }

    boolean isWan() {
        return rules instanceof WanRules;
    }
}
