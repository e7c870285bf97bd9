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
package io.github.refvideo.examples.springboot;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.repository.FileVideoJobRepository;
import io.github.refvideo.camel.repository.VideoJobRepository;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The component and its job repository as beans. */
@Configuration(proxyBeanMethods = false)
class ComponentConfiguration {

    // tag::repository[]
    @Bean
    VideoJobRepository jobRepository(@Value("${videos.directory}") Path directory) {
        return new FileVideoJobRepository(directory.resolve("purchases"));
    }

    // end::repository[]

    /** The component, for what is not done by routes: prices, models, progress and cancel. */
    @Bean
    RefVideoComponent refVideo(CamelContext camel) {
        return camel.getComponent("refvideo", RefVideoComponent.class);
    }
}
