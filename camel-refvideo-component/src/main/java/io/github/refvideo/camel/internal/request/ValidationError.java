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
package io.github.refvideo.camel.internal.request;

/**
 * One thing that is wrong with a request, worded so that the reader can mend it.
 *
 * @param option which option it is about; null for a header that belongs to no option
 * @param value the bad value as text, or null when the value is missing
 * @param allowed what is allowed instead
 */
public record ValidationError(RequestOption option, String value, String allowed) {

    private static final int LONGEST_VALUE = 80;

    /** A value that is there and wrong. */
    public static ValidationError bad(RequestOption option, Object value, String allowed) {
        return new ValidationError(
                option, LogText.line(String.valueOf(value), LONGEST_VALUE), allowed);
    }

    /** A value that cannot be read; it is shown by its type only. */
    public static ValidationError badType(RequestOption option, Object value, String allowed) {
        return bad(option, "a value of type " + value.getClass().getTypeName(), allowed);
    }

    /** A header with the component's prefix that no option has; probably misspelled. */
    public static ValidationError unknownHeader(String name, String nearest) {
        return new ValidationError(
                null, LogText.line(name, LONGEST_VALUE), "did you mean " + nearest + "?");
    }

    /** A value that is missing. */
    public static ValidationError missing(RequestOption option, String allowed) {
        return new ValidationError(option, null, allowed);
    }

    /**
     * For example {@code resolution (header CamelRefVideoResolution): '1280*720' is not allowed;
     * …}.
     */
    @Override
    public String toString() {
        return option == null
                ? "header " + value + " is not known; " + allowed
                : option.inWords() + ": " + details();
    }

    /** The same without the option's name. */
    String details() {
        return (value == null ? "is missing" : "'" + value + "' is not allowed") + "; " + allowed;
    }
}
