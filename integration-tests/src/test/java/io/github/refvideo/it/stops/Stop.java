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
package io.github.refvideo.it.stops;

import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;

/** A way in which a route, or all of them, stop while a job runs. */
enum Stop {
    STOP_ROUTE("the route is stopped, with a timeout shorter than the job") {
        @Override
        void apply(DefaultCamelContext context) throws Exception {
            context.getRouteController().stopRoute(ROUTE, SHORT, TimeUnit.MILLISECONDS);
        }
    },

    STOP_ROUTE_PATIENTLY("the route is stopped, with a timeout longer than the job") {
        @Override
        void apply(DefaultCamelContext context) throws Exception {
            context.getRouteController().stopRoute(ROUTE, 20, TimeUnit.SECONDS);
        }
    },

    ABORT_ROUTE("the route is stopped with `abortAfterTimeout`; the stop is aborted") {
        @Override
        void apply(DefaultCamelContext context) throws Exception {
            context.getRouteController().stopRoute(ROUTE, SHORT, TimeUnit.MILLISECONDS, true);
        }
    },

    SUSPEND_ROUTE("the route is suspended, with a timeout shorter than the job") {
        @Override
        void apply(DefaultCamelContext context) throws Exception {
            context.getRouteController().suspendRoute(ROUTE, SHORT, TimeUnit.MILLISECONDS);
        }
    },

    RELOAD_ROUTE("the route is reloaded") {
        @Override
        void apply(DefaultCamelContext context) throws Exception {
            context.getShutdownStrategy().setTimeout(SHORT);
            context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
            // Like a reload strategy.
            context.getRouteController().stopRoute(ROUTE);
            context.removeRoute(ROUTE);
            StopRoutes.addTo(context);
        }
    },

    SUSPEND_CONTEXT("the context is suspended and resumed") {
        @Override
        void apply(DefaultCamelContext context) throws Exception {
            context.getShutdownStrategy().setTimeout(SHORT);
            context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
            context.suspend();
            context.resume();
        }
    },

    STOP_CONTEXT("the context is stopped") {
        @Override
        void apply(DefaultCamelContext context) {
            context.getShutdownStrategy().setTimeout(SHORT);
            context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
            context.stop();
        }
    },

    STOP_COMPONENT("the component is stopped and started") {
        @Override
        void apply(DefaultCamelContext context) {
            context.getComponent("refvideo").stop();
            context.getComponent("refvideo").start();
        }
    };

    static final String ROUTE = "order";

    private static final long SHORT = 200;

    private final String row;

    Stop(String row) {
        this.row = row;
    }

    /** The first cell of the row on the page. */
    String row() {
        return row;
    }

    /** Returns after the stop. */
    abstract void apply(DefaultCamelContext context) throws Exception;

    /**
     * Starts the route again, if the context still runs. Camel has stopped the steps of a route
     * whose suspension was forced, and does not start them when it is resumed.
     */
    static void undo(DefaultCamelContext context) throws Exception {
        context.getRouteController().stopRoute(ROUTE, 5, TimeUnit.SECONDS);
        context.getRouteController().startRoute(ROUTE);
    }
}
