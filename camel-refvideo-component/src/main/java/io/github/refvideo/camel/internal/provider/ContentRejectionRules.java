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
package io.github.refvideo.camel.internal.provider;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes a content rejection by the error message, for services without an error code. Matches
 * phrases, not single words: "case-sensitive" and "safety margin" are not rejections, and neither
 * is a moderation service that cannot be reached.
 */
final class ContentRejectionRules {

    /** Longer messages are truncated. */
    private static final int MAX_LENGTH = 8 * 1024;

    private static final String VERDICT =
            "(?:reject(?:ed|s|ion)?|block(?:ed|s)?|flag(?:ged|s)?|filter(?:ed|s)?|refus(?:ed|es|al)"
                    + "|violat(?:e[sd]?|ing|ions?)|breach(?:es|ed)?|prohibit(?:ed|s)?"
                    + "|disallow(?:ed|s)?|declined|denied|removed|(?:goes|is|are) against|trigger(?:ed|s)?"
                    + "|not (?:be )?(?:allowed|permitted|comply|complied|pass|passed|meet)"
                    + "|did(?: not|n't) pass|cannot be (?:generated|shown|processed)|stopped)";

    private static final String RULES =
            "(?:moderation|moderator|guardrails?|safety (?:system|filters?|checks?|checker|polic(?:y|ies)"
                    + "|guidelines?|settings?|classifiers?|standards?|reasons|concerns?|rules?)"
                    + "|content (?:polic(?:y|ies)|filters?|filtering|guidelines?|rules?|safety"
                    + "|moderation|standards?|review|checks?|security|restrictions?)"
                    + "|(?:usage|acceptable[- ]use|community|platform) (?:polic(?:y|ies)"
                    + "|guidelines?|standards?|rules?)"
                    + "|terms of (?:service|use)|policy violations?"
                    + "|responsible ai(?: (?:practices|polic(?:y|ies)|filters?))?|RAI)";

    /** The text between verdict and rules: part of one sentence. */
    private static final String GAP = "[^.!?\\n]{0,60}?";

    private static final Pattern REJECTED =
            pattern(
                    // A verdict and the rules behind it, in any order.
                    "\\b" + VERDICT + "\\b" + GAP + "\\b" + RULES + "\\b",
                    "\\b" + RULES + "\\b" + GAP + "\\b" + VERDICT + "\\b",
                    "\\b(?:content|request|prompt|image|video|input|output) moderated\\b",
                    "\\b(?:blocked|rejected|filtered|refused|flagged) (?:by|due to|for|because of)"
                            + " (?:\\w+ )?safety\\b(?! (?:margin|limit|factor|time))",
                    "\\bfailed (?:the |our |a |to pass )?(?:the |our )?" + RULES + "\\b",
                    "\\bcontent[ _-]policy[ _-]violation\\b",
                    "\\bdata ?inspection(?:failed| failed| rejected| blocked)",
                    // What was found.
                    "\\bNSFW\\b",
                    "\\b(?:inappropriate|unsafe|harmful|explicit|sensitive|offensive|illegal"
                            + "|prohibited|disallowed|objectionable)"
                            + " (?:or \\w+ )?(?:\\w+ )?(?:content|contents|information|material"
                            + "|imagery|language|words?)\\b(?![- ](?:type|length|encoding))",
                    "\\b(?:contains?|containing|include[sd]?|detected|depicts?|depicting)"
                            + " (?:\\w+ ){0,3}(?:nudity|pornograph\\w+|sexual\\w*|gore"
                            + "|graphic violence|hate speech|self-harm|child abuse)\\b",
                    "\\b(?:sexual(?:ly explicit)?|violent|hateful|graphic|adult|pornographic)"
                            + " (?:content|material|imagery)\\b",
                    // Rights of others.
                    "\\bcopyright(?:ed|s)?(?: or \\w+)? (?:content|material|characters?|works?"
                            + "|restrict\\w*|infring\\w*|violat\\w*|protect\\w*|claims?|issues?"
                            + "|concerns?|reasons?|polic\\w+|owners?|holders?)\\b",
                    "\\b(?:related to|due to|because of|protected by|subject to|for|violates?"
                            + "|violating|infring\\w+(?: on| upon)?) (?:\\w+ ){0,2}copyright\\b",
                    "\\b(?:ip|intellectual[- ]property|trademark) (?:\\w+ )?(?:infring\\w*"
                            + "|violat\\w*|restrict\\w*|protect\\w*)",
                    "\\bIPInfringement\\w*",
                    "\\binfring\\w+ (?:\\w+ ){0,4}(?:intellectual[- ]property|trademarks?|rights?)\\b",
                    // Chinese services.
                    "敏感(?:内容|信息|词)|违规|内容安全|审核(?:未|不)通过");

    /** A negated verdict. */
    private static final Pattern DENIED =
            pattern(
                    "\\b(?:not|never|no) (?:rejected|blocked|flagged|filtered|sensitive|violat\\w+)");

    private ContentRejectionRules() {}

    /** Whether the message is a content rejection. */
    static boolean rejects(@Nullable String message) {
        if (message == null) {
            return false;
        }
        String start = message.length() <= MAX_LENGTH ? message : message.substring(0, MAX_LENGTH);
        return REJECTED.matcher(start).find() && !DENIED.matcher(start).find();
    }

    private static Pattern pattern(String... phrases) {
        return Pattern.compile(String.join("|", phrases), Pattern.CASE_INSENSITIVE);
    }
}
