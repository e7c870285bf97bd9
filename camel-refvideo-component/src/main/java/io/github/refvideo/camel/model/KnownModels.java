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
package io.github.refvideo.camel.model;

import static io.github.refvideo.camel.model.PlaceholderStyle.ANGLED;
import static io.github.refvideo.camel.model.PlaceholderStyle.BRACKETED;
import static io.github.refvideo.camel.model.PlaceholderStyle.CHARACTER;
import static io.github.refvideo.camel.model.PlaceholderStyle.COUNTED;
import static io.github.refvideo.camel.model.Region.BEIJING;
import static io.github.refvideo.camel.model.Region.FRANKFURT;
import static io.github.refvideo.camel.model.Region.HONG_KONG;
import static io.github.refvideo.camel.model.Region.SINGAPORE;
import static io.github.refvideo.camel.model.Region.VIRGINIA;
import static io.github.refvideo.camel.model.Support.NO;
import static io.github.refvideo.camel.model.Support.UNKNOWN;
import static io.github.refvideo.camel.model.Support.YES;
import static io.github.refvideo.camel.model.Tier.K2;
import static io.github.refvideo.camel.model.Tier.P1080;
import static io.github.refvideo.camel.model.Tier.P480;
import static io.github.refvideo.camel.model.Tier.P720;
import static io.github.refvideo.camel.model.Tier.P768;

import io.github.refvideo.camel.request.ReferenceKind;
import io.github.refvideo.camel.request.Resolution;
import io.github.refvideo.camel.request.ShotType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The table itself; the one place where a fact about a model stands. As of November 2026. Where a
 * comment says nothing else, a fact comes from the maker's own reference; "medium" means a sibling
 * model's page, an adapter's source or several reports that agree, "low" a single report.
 *
 * <p>Prices are list prices in US dollars: for Wan those of DashScope in Singapore, to which the
 * gateway adds nothing.
 */
final class KnownModels {

    private static final Frame USUAL_WAN = new Frame(P1080, "16:9");
    private static final int NOBODY_SAYS = Integer.MAX_VALUE;

    // The maker asks for PNG without transparency; one that has it only raises a doubt.
    private static final MediaLimits PICTURES =
            MediaLimits.of("image/jpeg", "image/png", "image/bmp", "image/webp").withoutAlpha();
    private static final MediaLimits CLIPS = MediaLimits.of("video/mp4", "video/quicktime");
    private static final MediaLimits SOUNDS = MediaLimits.of("audio/wav", "audio/mpeg");

    private final List<ModelCapabilities> rows = new ArrayList<>();

    private KnownModels() {}

    static List<ModelCapabilities> rows() {
        KnownModels known = new KnownModels();
        known.wan26();
        known.wan27();
        known.wan3();
        known.happyHorse();
        known.seedance();
        known.grokImagine();
        known.kling();
        known.veo();
        known.miniMax();
        return List.copyOf(known.rows);
    }

    private void wan26() {
        ModelRow row =
                new ModelRow()
                        .dialect(Dialect.LEGACY)
                        .regions(BEIJING, SINGAPORE, VIRGINIA, FRANKFURT)
                        .images(0, 5)
                        .videos(0, 3)
                        .total(1, 5)
                        .inline(InlineMedia.NONE)
                        .media(ReferenceKind.IMAGE, PICTURES.upTo(10).sides(240, 5000))
                        .media(ReferenceKind.VIDEO, CLIPS.upTo(100).seconds(1, 30))
                        .placeholders(CHARACTER)
                        .exactSizes(SizeTables.WAN_26, USUAL_WAN)
                        .seconds(2, 10, 5)
                        .prompt(1500, 1, true)
                        .negativePrompt(YES, 500)
                        .shots(ShotType.SINGLE, ShotType.MULTI)
                        .audio(AudioSwitch.ALWAYS)
                        .seed(YES)
                        .promptExtend(UNKNOWN) // documented for siblings only
                        .watermark(YES, false)
                        .framesPerSecond(30)
                        .price(P720, "0.10")
                        .price(P1080, "0.15")
                        .inputSeconds(InputSeconds.SHARED_BY_ALL);
        rows.add(row.named("wan2.6-r2v", "alibaba/wan-v2.6-r2v"));

        row.regions(BEIJING, SINGAPORE)
                // Whether there is sound when nothing is said: on by DashScope's page, off by the
                // gateway's.
                .audio(AudioSwitch.SWITCH)
                .price(P720, "0.05")
                .price(P1080, "0.075")
                .silentPrice(P720, "0.025")
                .silentPrice(P1080, "0.0375");
        rows.add(row.named("wan2.6-r2v-flash", "alibaba/wan-v2.6-r2v-flash"));
    }

    private void wan27() {
        ModelRow row =
                new ModelRow()
                        .dialect(Dialect.MEDIA)
                        .regions(BEIJING, SINGAPORE)
                        .images(0, 5)
                        .videos(0, 5)
                        .total(1, 5)
                        .inline(InlineMedia.IMAGES)
                        .media(ReferenceKind.IMAGE, PICTURES.upTo(20).sides(240, 8000).ratio(8))
                        .media(
                                ReferenceKind.VIDEO,
                                CLIPS.upTo(100).seconds(1, 30).sides(240, 4096).ratio(8))
                        .voicePerReference()
                        .placeholders(COUNTED, BRACKETED)
                        .sizes(
                                SizeTables.WAN_27,
                                SizeTables.WAN_26,
                                USUAL_WAN,
                                "16:9 9:16 1:1 4:3 3:4")
                        // A catalogue of the gateway says at most 10; DashScope and the adapter
                        // say 15 without a clip.
                        .secondsWithClip(2, 15, 10, 5)
                        .prompt(5000, 1, false)
                        .negativePrompt(YES, 500)
                        .audio(AudioSwitch.ALWAYS)
                        .seed(YES)
                        .promptExtend(YES)
                        .watermark(YES, false)
                        .framesPerSecond(30)
                        .price(P720, "0.10")
                        .price(P1080, "0.15")
                        .inputSeconds(InputSeconds.SHARED_BY_CLIPS);
        rows.add(row.named("wan2.7-r2v", "alibaba/wan-v2.7-r2v"));
        // Whether the snapshot has limits of its own: unknown. Not in the gateway's catalogue.
        rows.add(row.named("wan2.7-r2v-2026-06-12", null));
    }

    /** Preview in August 2026; all of it medium. */
    private void wan3() {
        ModelRow row =
                new ModelRow()
                        .dialect(Dialect.MEDIA)
                        .regions(BEIJING, SINGAPORE, VIRGINIA, HONG_KONG)
                        .images(0, 10)
                        .videos(0, 5)
                        .audios(0, 5)
                        .total(1, 20)
                        .inline(InlineMedia.IMAGES) // by the sibling 2.7
                        // Formats of pictures and clips: by the sibling 2.7.
                        .media(ReferenceKind.IMAGE, PICTURES.upTo(20).sides(240, 8000))
                        .media(ReferenceKind.VIDEO, CLIPS.upTo(100).seconds(1, 15).together(15))
                        .media(ReferenceKind.AUDIO, SOUNDS.upTo(15).seconds(1, 15).together(15))
                        .placeholders(COUNTED, BRACKETED)
                        .sizes(
                                SizeTables.join(SizeTables.WAN_SMALL, SizeTables.WAN_27),
                                SizeTables.WAN_26,
                                new Frame(P1080, "adaptive"),
                                "adaptive 16:9 9:16 1:1 4:3 3:4")
                        .secondsOrAutomatic(2, 30, 30, 5)
                        .prompt(20_000, 1, true)
                        .negativePrompt(NO, 0)
                        .audio(AudioSwitch.SWITCH)
                        .seed(YES)
                        .promptExtend(UNKNOWN) // resellers disagree
                        .watermark(YES, false)
                        .framesPerSecond(30)
                        .price(P480, "0.05")
                        .price(P720, "0.10")
                        .price(P1080, "0.20")
                        .inputSeconds(InputSeconds.ALL);
        rows.add(row.named("wan3.0-video", "alibaba/wan-v3.0-video"));
        rows.add(row.noPrice().named("wan3.0-video-prime", "alibaba/wan-v3.0-video-prime"));
    }

    private void happyHorse() {
        ModelRow row =
                new ModelRow()
                        .dialect(Dialect.MEDIA)
                        .regions(BEIJING, SINGAPORE, VIRGINIA, FRANKFURT)
                        .images(1, 9)
                        .total(1, 9)
                        .inline(InlineMedia.IMAGES) // medium
                        .media(
                                ReferenceKind.IMAGE,
                                MediaLimits.of("image/jpeg", "image/png", "image/webp")
                                        .upTo(20)
                                        .sides(400, NOBODY_SAYS))
                        // Resellers say character1, the maker's page [Image 1].
                        .placeholders(BRACKETED, CHARACTER)
                        // Sizes of its own are not published: those of Wan name tier and ratio.
                        .sizes(
                                SizeTables.WAN_27,
                                SizeTables.WAN_26,
                                USUAL_WAN, // medium
                                "16:9 9:16 1:1 4:3 3:4 4:5 5:4 21:9 9:21") // last four: medium
                        .seconds(3, 15, 5) // what is usual: medium
                        .prompt(5000, 2, true) // that it cuts: low
                        .negativePrompt(NO, 0)
                        .audio(AudioSwitch.UNKNOWN)
                        .seed(YES)
                        .promptExtend(NO) // medium
                        .watermark(YES, true)
                        .framesPerSecond(24) // medium
                        .inputSeconds(InputSeconds.NONE);
        // No list price in dollars is known; resellers ask 0.15 to 0.26 per second.
        rows.add(row.named("happyhorse-1.0-r2v", null));
        rows.add(row.named("happyhorse-1.1-r2v", null));
    }

    /** Billed by tokens. Medium. */
    private void seedance() {
        Map<Resolution, Frame> small = SizeTables.SEEDANCE_SMALL;
        Map<Resolution, Frame> all = SizeTables.join(small, SizeTables.SEEDANCE_LARGE);
        String ratios = "adaptive 16:9 9:16 1:1 4:3 3:4 21:9";
        ModelRow row =
                new ModelRow()
                        .images(0, NOBODY_SAYS)
                        .videos(0, NOBODY_SAYS)
                        .audios(0, NOBODY_SAYS)
                        .total(1, NOBODY_SAYS)
                        .inline(InlineMedia.IMAGES)
                        .placeholders(BRACKETED)
                        .openSizes(all, ratios)
                        .seconds(4, 15, null)
                        .audio(AudioSwitch.SWITCH)
                        .seed(YES)
                        .watermark(YES, null)
                        .framesPerSecond(24);
        rows.add(row.named(null, "bytedance/seedance-2.0"));
        row.openSizes(small, ratios);
        rows.add(row.named(null, "bytedance/seedance-2.0-fast"));
        rows.add(row.named(null, "bytedance/seedance-2.0-mini"));
        row.images(0, 30) // counts: low
                .videos(0, 10)
                .audios(0, 1)
                .seconds(4, 30, null)
                .openSizes(all, ratios);
        rows.add(row.named(null, "bytedance/seedance-2.5"));
    }

    /**
     * Medium. Left out: version 1.5, of which metadata and documentation disagree whether it takes
     * references.
     */
    private void grokImagine() {
        rows.add(
                new ModelRow()
                        .images(1, 7)
                        .total(1, 7)
                        .inline(InlineMedia.IMAGES)
                        .placeholders(ANGLED)
                        // The ratio is an option of its own. Other sizes are dropped upstream.
                        .sizes(
                                SizeTables.GROK_IMAGINE,
                                Map.of(),
                                new Frame(P480, null),
                                "16:9 9:16 1:1 4:3 3:4 3:2 2:3")
                        .seconds(1, 15, null)
                        .negativePrompt(NO, 0)
                        .seed(NO)
                        .price(P480, "0.05")
                        .price(P720, "0.07")
                        .named(null, "spacexai/grok-imagine-video", "xai/grok-imagine-video"));
    }

    /** Medium. Quality and with it the size is chosen by providerOptions: std or pro. */
    private void kling() {
        ModelRow row =
                new ModelRow()
                        .images(1, NOBODY_SAYS)
                        .total(1, NOBODY_SAYS)
                        .inline(InlineMedia.IMAGES)
                        .noSizes("16:9 9:16 1:1")
                        .secondsOnly(5, 10)
                        .negativePrompt(YES, NOBODY_SAYS);
        rows.add(row.named(null, "klingai/kling-v2.6-i2v"));
        rows.add(row.seconds(3, 15, null).named(null, "klingai/kling-v3.0-i2v"));
    }

    /** Medium. Makes 4, 6 or 8 seconds, but with references only 8. */
    private void veo() {
        ModelRow row =
                new ModelRow()
                        .images(1, 3)
                        .total(1, 3)
                        .inline(InlineMedia.REQUIRED)
                        .openSizes(SizeTables.VEO, "16:9 9:16")
                        .secondsOnly(8)
                        .negativePrompt(YES, NOBODY_SAYS)
                        .seed(YES)
                        .audio(AudioSwitch.SWITCH);
        rows.add(row.named(null, "google/veo-3.1-generate-001"));
        rows.add(row.named(null, "google/veo-3.1-fast-generate-001"));
    }

    /** Medium. Placeholders count by the order of the references. */
    private void miniMax() {
        rows.add(
                new ModelRow()
                        .images(0, 9)
                        .videos(0, 3)
                        .audios(0, 3)
                        .total(1, 15)
                        .inline(InlineMedia.IMAGES) // unknown
                        .placeholders(COUNTED, BRACKETED)
                        .openSizes(SizeTables.MINIMAX)
                        .seconds(4, 15, null)
                        .price(P768, "0.08")
                        .price(K2, "0.13")
                        .named(null, "minimax/minimax-h3"));
    }
}
