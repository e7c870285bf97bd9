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
package io.github.refvideo.camel.spi;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What decides the price of a request, as it arrives at the model: after {@code providerOptions},
 * and as the service reads it. Immutable.
 *
 * @param model in any spelling
 * @param fallbackModels models that the service may use instead
 * @param size {@code 1280x720}, or a tier such as {@code 720P} in any case; null when it is not
 *     set. Any other text is a size of unknown price
 * @param seconds the length; null when it is not set, less than 1 when it is open
 * @param audio null when it is not set
 * @param references how many references of each kind are sent
 * @param count how many videos are made
 * @param doubts why the price may be any of the model's prices; empty when it is not
 */
public record BillableRequest(
        String model,
        List<String> fallbackModels,
        String size,
        Integer seconds,
        Boolean audio,
        Map<ReferenceKind, Integer> references,
        int count,
        List<String> doubts) {

    public BillableRequest {
        fallbackModels = List.copyOf(fallbackModels);
        references = Map.copyOf(references);
        doubts = List.copyOf(doubts);
    }

    /**
     * The request itself, for a service whose translation is not known: what its {@code
     * providerOptions} change is open.
     */
    public static BillableRequest of(VideoRequest request) {
        Builder billable =
                new Builder(request.model())
                        .size(request.resolution())
                        .seconds(request.durationSeconds())
                        .audio(request.audio());
        request.references().forEach(billable::reference);
        if (!request.providerOptions().isEmpty()) {
            billable.doubt("providerOptions");
        }
        return billable.build();
    }

    public int count(ReferenceKind kind) {
        return references.getOrDefault(kind, 0);
    }

    public int allReferences() {
        return references.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Reads values as they stand in a request. Not thread-safe. */
    public static final class Builder {

        private static final int OPEN = -1;

        private final String model;
        private final Map<ReferenceKind, Integer> references = new EnumMap<>(ReferenceKind.class);
        private final List<String> fallbackModels = new ArrayList<>();
        private final List<String> doubts = new ArrayList<>();
        private String size;
        private Integer seconds;
        private Boolean audio;
        private int count = 1;

        public Builder(String model) {
            this.model = model;
        }

        public Builder fallbackModel(Object name) {
            fallbackModels.add(String.valueOf(name));
            return this;
        }

        public Builder size(Object value) {
            size = value == null ? null : value.toString().strip();
            return this;
        }

        /** What is no whole number of seconds leaves the length open. */
        public Builder seconds(Object value) {
            Integer number = whole(value);
            seconds = value == null ? null : number == null ? OPEN : number;
            return this;
        }

        /** Anything but true and false, in words too, counts as not set. */
        public Builder audio(Object value) {
            String word = String.valueOf(value);
            boolean known = word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false");
            audio = known ? Boolean.valueOf(word) : null;
            return this;
        }

        public Builder reference(ReferenceKind kind) {
            references.merge(kind, 1, Integer::sum);
            return this;
        }

        public Builder reference(Reference reference) {
            return reference(ReferenceKind.of(reference));
        }

        /**
         * Typed media: maps whose {@code type} ends in image, video, audio or frame.
         *
         * @param list anything else than a list is none
         */
        public Builder media(Object list) {
            for (Object item : items(list)) {
                String type = String.valueOf(item instanceof Map<?, ?> map ? map.get("type") : "");
                reference(
                        type.endsWith("video")
                                ? ReferenceKind.VIDEO
                                : type.endsWith("audio")
                                        ? ReferenceKind.AUDIO
                                        : ReferenceKind.IMAGE);
            }
            return this;
        }

        /** References of one kind. */
        public Builder references(Object list, ReferenceKind kind) {
            items(list).forEach(item -> reference(kind));
            return this;
        }

        /**
         * URLs without a type.
         *
         * @param typed references of the request: they may tell the kind of a URL
         */
        public Builder urls(Object list, List<Reference> typed) {
            for (Object item : items(list)) {
                String url = String.valueOf(item);
                reference(
                        typed.stream()
                                .filter(reference -> reference.url().equals(url))
                                .findFirst()
                                .orElseGet(() -> Reference.of(url)));
            }
            return this;
        }

        private static List<?> items(Object list) {
            return list instanceof List<?> items ? items : List.of();
        }

        /** How many videos; null for one. */
        public Builder count(Object value, String option) {
            Integer number = whole(value);
            if (value != null && number == null) {
                doubt(option);
            }
            count = number == null ? 1 : Math.max(1, number);
            return this;
        }

        /**
         * @param option that may change the price in a way that is not known
         */
        public Builder doubt(String option) {
            doubts.add("what " + option + " changes is not known");
            return this;
        }

        public BillableRequest build() {
            return new BillableRequest(
                    model, fallbackModels, size, seconds, audio, references, count, doubts);
        }

        private static Integer whole(Object value) {
            try {
                // Part of a second is billed at most as a whole one.
                return value == null
                        ? null
                        : (int) Math.ceil(Double.parseDouble(value.toString().strip()));
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }
}
