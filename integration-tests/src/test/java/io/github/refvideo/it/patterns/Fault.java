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
package io.github.refvideo.it.patterns;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Step;

/** The fault of a case: the columns of the table. */
enum Fault {
    LATER_STEP_FAILS {
        @Override
        void inject(RefVideoSimulator simulator, Service service) {
            // The route fails by itself.
        }
    },

    ATTEMPT_TIMES_OUT {
        @Override
        void inject(RefVideoSimulator simulator, Service service) {
            simulator
                    .faults()
                    .on(service.status())
                    .times(1)
                    .inject(io.github.refvideo.simulator.fault.Fault.noResponse());
        }
    },

    JOB_IS_REJECTED {
        @Override
        void inject(RefVideoSimulator simulator, Service service) {
            simulator
                    .faults()
                    .on(service.submit())
                    .inject(io.github.refvideo.simulator.fault.Fault.moderationFailure());
        }
    };

    abstract void inject(RefVideoSimulator simulator, Service service);

    /** A service as the routes and the simulator name it. */
    enum Service {
        GATEWAY("gateway", "alibaba/wan-v2.6-r2v", Step.START, Step.STATUS),
        DASHSCOPE("dashscope", "wan2.6-r2v", Step.DASHSCOPE_CREATE, Step.DASHSCOPE_QUERY);

        private final String provider;
        private final String model;
        private final Step submit;
        private final Step status;

        Service(String provider, String model, Step submit, Step status) {
            this.provider = provider;
            this.model = model;
            this.submit = submit;
            this.status = status;
        }

        String provider() {
            return provider;
        }

        String model() {
            return model;
        }

        Step submit() {
            return submit;
        }

        Step status() {
            return status;
        }

        String baseUrl(RefVideoSimulator simulator) {
            return this == GATEWAY ? simulator.gatewayUrl() : simulator.dashscopeUrl();
        }
    }
}
