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

import jakarta.servlet.RequestDispatcher;
import java.net.URI;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Errors outside of the controller, such as a Range after the end of a video. */
@RestController
class ErrorPageController implements ErrorController {

    @RequestMapping("${server.error.path:/error}")
    ProblemDetail problem(
            @RequestAttribute(RequestDispatcher.ERROR_STATUS_CODE) int status,
            @RequestAttribute(RequestDispatcher.ERROR_REQUEST_URI) String path) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setInstance(URI.create(path));
        return problem;
    }
}
