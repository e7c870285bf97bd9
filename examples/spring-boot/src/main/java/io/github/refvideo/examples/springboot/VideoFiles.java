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
import java.nio.file.Path;
import java.util.Set;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Sends videos and references with Spring's resource handler, which supports Range, HEAD and
 * conditional GET.
 */
@Component
class VideoFiles extends ResourceHttpRequestHandler {

    private static final String FILE = VideoFiles.class.getName();
    private static final int DAY = 86_400;

    /** Types of uploads that a browser may show; they contain no scripts. */
    private static final Set<String> SHOWN =
            Set.of(
                    "image/png",
                    "image/jpeg",
                    "image/webp",
                    "image/bmp",
                    "video/mp4",
                    "video/quicktime");

    /** A file without an extension, and its type. */
    private record MediaFile(Path path, String mediaType) {}

    VideoFiles() {
        setCacheSeconds(DAY);
    }

    void sendVideo(JobFolder folder, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        JobFolder.Result result =
                folder.result().orElseThrow(() -> notFound("This job has no video."));
        ContentDisposition name =
                ContentDisposition.inline().filename(folder.id() + ".mp4").build();
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, name.toString());
        send(new MediaFile(folder.video(), result.mediaType()), request, response);
    }

    void sendReference(
            JobFolder folder, int number, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (number < 1 || number > folder.images().size()) {
            throw notFound("This job has no such reference.");
        }
        String type = folder.ordered().mediaType(number);
        String shown = SHOWN.contains(type) ? type : MediaType.APPLICATION_OCTET_STREAM_VALUE;
        send(new MediaFile(folder.image(number), shown), request, response);
    }

    private void send(MediaFile file, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        request.setAttribute(FILE, file);
        handleRequest(request, response);
    }

    private static ResponseStatusException notFound(String reason) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, reason);
    }

    @Override
    protected Resource getResource(HttpServletRequest request) {
        return new FileSystemResource(file(request).path());
    }

    @Override
    protected MediaType getMediaType(HttpServletRequest request, Resource resource) {
        String type = file(request).mediaType();
        return type == null ? null : MediaType.parseMediaType(type);
    }

    private static MediaFile file(HttpServletRequest request) {
        return (MediaFile) request.getAttribute(FILE);
    }
}
