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
package io.github.refvideo.camel.internal.model;

import io.github.refvideo.camel.spi.ShotType;
import java.util.Set;

/**
 * What can be turned on a model besides size and length.
 *
 * @param shotTypes which shot types it takes; empty for none
 * @param audio whether its audio can be switched
 * @param seed whether it takes a seed, from 0 to 2147483647
 * @param promptExtend whether the service can be told to rewrite the prompt or not
 * @param watermark whether the service's mark can be turned on and off
 * @param watermarkUsually whether the mark is there when nothing is said; null when it is not known
 * @param framesPerSecond the fixed frame rate; null when it is not known
 */
public record BooleanOptions(
        Set<ShotType> shotTypes,
        AudioSwitch audio,
        Support seed,
        Support promptExtend,
        Support watermark,
        Boolean watermarkUsually,
        Integer framesPerSecond) {

    public BooleanOptions {
        shotTypes = Set.copyOf(shotTypes);
    }
}
