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

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/** Sends videos with Spring's resource handler, which supports Range, HEAD and conditional GET. */
@Component
class VideoFiles extends ResourceHttpRequestHandler {

    private static final String FOLDER = VideoFiles.class.getName();
    private static final int DAY = 86_400;

    VideoFiles() {
        setCacheSeconds(DAY);
    }

    void send(JobFolder folder, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (folder.result().isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "This job has no video.");
        }
        request.setAttribute(FOLDER, folder);
        ContentDisposition name =
                ContentDisposition.inline().filename(folder.id() + ".mp4").build();
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, name.toString());
        response.setHeader("X-Content-Type-Options", "nosniff");
        handleRequest(request, response);
    }

    @Override
    protected Resource getResource(HttpServletRequest request) {
        return new FileSystemResource(folder(request).video());
    }

    /** The file has no extension; the component detected the type from the content. */
    @Override
    protected MediaType getMediaType(HttpServletRequest request, Resource resource) {
        return folder(request)
                .result()
                .map(JobFolder.Result::mediaType)
                .map(MediaType::parseMediaType)
                .orElse(null);
    }

    private static JobFolder folder(HttpServletRequest request) {
        return (JobFolder) request.getAttribute(FOLDER);
    }
}
