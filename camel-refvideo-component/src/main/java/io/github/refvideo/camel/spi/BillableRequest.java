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
import org.jspecify.annotations.Nullable;

/**
 * The properties of a request that decide its price, as they arrive at the model: after {@code
 * providerOptions}, and as the service reads them. Immutable.
 *
 * @param model in any spelling
 * @param fallbackModels models that the service may use instead
 * @param size {@code 1280x720}, or a tier such as {@code 720P} in any case; null for the default of
 *     the model. Any other text is a size of unknown price
 * @param seconds the length of the video; null for the default of the model, less than 1 if the
 *     model chooses it
 * @param audio whether the video has audio; null for the default of the model
 * @param references how many references of each kind are sent
 * @param count how many videos are made
 * @param uncertainties why the price is uncertain; if not empty, the highest price of the model
 *     applies
 */
public record BillableRequest(
        String model,
        List<String> fallbackModels,
        @Nullable String size,
        @Nullable Integer seconds,
        @Nullable Boolean audio,
        Map<ReferenceKind, Integer> references,
        int count,
        List<String> uncertainties) {

    public BillableRequest {
        fallbackModels = List.copyOf(fallbackModels);
        references = Map.copyOf(references);
        uncertainties = List.copyOf(uncertainties);
    }

    /**
     * Describes a request as it is, for a provider that does not describe it itself. {@code
     * providerOptions} make the price uncertain.
     */
    public static BillableRequest of(VideoRequest request) {
        Builder billable =
                new Builder(request.model())
                        .size(request.resolution())
                        .seconds(request.durationSeconds())
                        .audio(request.audio());
        request.references().forEach(billable::reference);
        if (!request.providerOptions().isEmpty()) {
            billable.uncertain("providerOptions");
        }
        return billable.build();
    }

    /** The number of references of a kind. */
    public int count(ReferenceKind kind) {
        return references.getOrDefault(kind, 0);
    }

    /** The number of all references. */
    public int allReferences() {
        return references.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Builds a description from the values of a request body. Not thread-safe. */
    public static final class Builder {

        private static final int OPEN = -1;

        private final String model;
        private final Map<ReferenceKind, Integer> references = new EnumMap<>(ReferenceKind.class);
        private final List<String> fallbackModels = new ArrayList<>();
        private final List<String> uncertainties = new ArrayList<>();
        private @Nullable String size;
        private @Nullable Integer seconds;
        private @Nullable Boolean audio;
        private int count = 1;

        /**
         * @param model in any spelling
         */
        public Builder(String model) {
            this.model = model;
        }

        /** Adds a model that the service may use instead. */
        public Builder fallbackModel(Object name) {
            fallbackModels.add(String.valueOf(name));
            return this;
        }

        /** Sets the size in pixels or the tier; null for the default. */
        public Builder size(@Nullable Object value) {
            size = value == null ? null : value.toString().strip();
            return this;
        }

        /** Sets the length; anything but a number means that the model chooses it. */
        public Builder seconds(@Nullable Object value) {
            Integer number = whole(value);
            seconds = value == null ? null : number == null ? OPEN : number;
            return this;
        }

        /** Sets the audio switch; anything but true and false, also as text, counts as not set. */
        public Builder audio(@Nullable Object value) {
            String word = String.valueOf(value);
            boolean known = word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false");
            audio = known ? Boolean.valueOf(word) : null;
            return this;
        }

        /** Adds a reference of a kind. */
        public Builder reference(ReferenceKind kind) {
            references.merge(kind, 1, Integer::sum);
            return this;
        }

        /** Adds a reference. */
        public Builder reference(Reference reference) {
            return reference(ReferenceUrls.kindOf(reference));
        }

        /**
         * Adds typed media: maps whose {@code type} ends in image, video, audio or frame.
         *
         * @param list ignored if it is not a list
         */
        public Builder media(@Nullable Object list) {
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

        /** Adds references of one kind. The argument is ignored if it is not a list. */
        public Builder references(@Nullable Object list, ReferenceKind kind) {
            items(list).forEach(item -> reference(kind));
            return this;
        }

        /**
         * Adds URLs without a type. The list is ignored if it is not a list.
         *
         * @param typed references of the request, which may have the kind of a URL
         */
        public Builder urls(@Nullable Object list, List<Reference> typed) {
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

        private static List<?> items(@Nullable Object list) {
            return list instanceof List<?> items ? items : List.of();
        }

        /**
         * Sets the number of videos; null for one.
         *
         * @param option named in {@link #uncertainties} if the value is not a number
         */
        public Builder count(@Nullable Object value, String option) {
            Integer number = whole(value);
            if (value != null && number == null) {
                uncertain(option);
            }
            count = number == null ? 1 : Math.max(1, number);
            return this;
        }

        /**
         * Marks the price as uncertain.
         *
         * @param option that may change the price in an unknown way
         */
        public Builder uncertain(String option) {
            uncertainties.add("the effect of " + option + " on the price is not known");
            return this;
        }

        /** Builds the description. */
        public BillableRequest build() {
            return new BillableRequest(
                    model, fallbackModels, size, seconds, audio, references, count, uncertainties);
        }

        private static @Nullable Integer whole(@Nullable Object value) {
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
