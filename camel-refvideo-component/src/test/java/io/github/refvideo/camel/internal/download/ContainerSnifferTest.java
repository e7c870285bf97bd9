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
package io.github.refvideo.camel.internal.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerSnifferTest {

    private static ContainerSniffer of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return ContainerSniffer.detect(bytes, bytes.length);
    }

    @ParameterizedTest
    @CsvSource({
        "isom, video/mp4",
        "iso5, video/mp4",
        "mp42, video/mp4",
        "avc1, video/mp4",
        "dash, video/mp4",
        "'M4V ', video/mp4",
        "'qt  ', video/quicktime"
    })
    void mp4AndQuickTimeAreKnownByTheirBrand(String brand, String mediaType) {
        assertThat(of("\0\0\0\u0020ftyp" + brand + "\0\0\2\0isomiso2avc1mp41"))
                .isEqualTo(new ContainerSniffer(true, mediaType));
    }

    @Test
    void webmAndMatroskaAreKnownByTheirDocType() {
        String ebml =
                "\u001a\u0045\u00df\u00a3\u0001\0\0\0\0\0\0\u001fB\u0086\u0081\u0001B\u0082\u0084";

        assertThat(of(ebml + "webm")).isEqualTo(new ContainerSniffer(true, "video/webm"));
        assertThat(of(ebml + "matroska")).isEqualTo(new ContainerSniffer(true, "video/x-matroska"));
    }

    @Test
    void quickTimeWithoutFtypIsKnown() {
        assertThat(of("\0\0\0\u0008wide\0\1\2\3mdat"))
                .isEqualTo(new ContainerSniffer(true, "video/quicktime"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"free", "skip", "wide", "pnot", "styp", "uuid", "moof", "sidx"})
    void otherBoxesMayPrecedeTheTypeOfTheFile(String box) {
        String start = "\0\0\0\u0010" + box + "\0\0\0\0\0\0\0\0";

        assertThat(of(start + "\0\0\0\u0010ftypmp42").name()).isEqualTo("video/mp4");
        assertThat(of(start + "\0\0\0\u0010ftypqt  ").name()).isEqualTo("video/quicktime");
        assertThat(of(start + "\0\0\0\u0010ftypavif").name()).isEqualTo("an image");
        assertThat(of(start + "\0\0\0\u0010mdat").video()).isTrue();
    }

    @Test
    void textIsNoBox() {
        assertThat(of("Our free trial has ended")).isEqualTo(new ContainerSniffer(false, "text"));
        assertThat(of("Use skip ftyp")).isEqualTo(new ContainerSniffer(false, "text"));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                arguments("<!DOCTYPE html><html>", "an HTML page"),
                arguments("  \n<html lang=en>", "an HTML page"),
                arguments("<HEAD>", "an HTML page"),
                arguments("\u00ef\u00bb\u00bf<!doctype HTML>", "an HTML page"),
                arguments("<?xml version='1.0'?><Error>", "XML"),
                arguments("<Error><Code>AccessDenied", "XML"),
                arguments("{'code':'InvalidToken'}", "JSON"),
                arguments("[1,2]", "JSON"),
                arguments(" {}", "JSON"),
                arguments("Not found\r\n", "text"),
                arguments("\u0089PNG\r\n\u001a\n", "an image"),
                arguments("\u00ff\u00d8\u00ff\u00e0", "an image"),
                arguments("GIF89a", "an image"),
                arguments("RIFF\u0001\u0002\u0003\u0004WEBPVP8 ", "an image"),
                arguments("\u001f\u008b\u0008", "compressed data"),
                arguments("PK\u0003\u0004", "compressed data"),
                arguments("ID3\u0004\u0001", "an unknown format"),
                arguments("RIFF\u0001\u0002\u0003\u0004AVI ", "an unknown format"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void nonVideoContentIsNamed(String text, String name) {
        assertThat(of(text)).isEqualTo(new ContainerSniffer(false, name));
    }

    @ParameterizedTest
    @CsvSource({
        "avif, an image",
        "heic, an image",
        "avci, an image",
        "avcs, an image",
        "'M4A ', audio without video",
        "'M4P ', audio without video"
    })
    void boxesOfOtherMediaAreNoVideo(String brand, String name) {
        assertThat(of("\0\0\0\u0020ftyp" + brand + "\0\0\0\0"))
                .isEqualTo(new ContainerSniffer(false, name));
    }

    @Test
    void emptinessIsNoVideo() {
        assertThat(of("")).isEqualTo(new ContainerSniffer(false, "nothing"));
        assertThat(of("\0\0\0\0\0\0\0\0\0\0\0\0"))
                .isEqualTo(new ContainerSniffer(false, "nothing but zeros"));
        assertThat(ContainerSniffer.detect(new byte[64], 0).name()).isEqualTo("nothing");
    }
}
