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
package io.github.refvideo.quarkus.deployment;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ExtensionSslNativeSupportBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import org.apache.camel.spi.ContextServicePlugin;

/** Build steps of the extension. */
class RefVideoProcessor {

    private static final String FEATURE = "camel-refvideo";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep
    ExtensionSslNativeSupportBuildItem nativeSsl() {
        return new ExtensionSslNativeSupportBuildItem(FEATURE);
    }

    /** The model table and the script of the JDBC job repository. */
    @BuildStep
    NativeImageResourceBuildItem nativeResources() {
        return new NativeImageResourceBuildItem(
                "io/github/refvideo/camel/models.json",
                "io/github/refvideo/camel/repository/schema.sql");
    }

    @BuildStep
    ServiceProviderBuildItem nativeServices() {
        return ServiceProviderBuildItem.allProvidersFromClassPath(
                ContextServicePlugin.class.getName());
    }
}
