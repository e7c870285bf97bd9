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
package io.github.refvideo.simulator.render;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** Creates the scene of a shot: backdrop, sheet, actors. */
final class Stage {

    private final Storyboard storyboard;
    private final Layout layout;
    private final Backdrop backdrop;
    private final Sprite badge;

    Stage(Storyboard storyboard) {
        this.storyboard = storyboard;
        String prompt = PlainText.of(storyboard.prompt());
        this.layout = Layout.of(storyboard.width(), storyboard.height(), prompt);
        this.backdrop = Backdrop.of(prompt, storyboard.seed());
        this.badge = Badge.of(layout);
    }

    Scene sceneOf(Shot shot) {
        Rectangle panel = layout.panel();
        double left = offset(shot.focus(), shot.zoom()) * panel.width;
        double top = offset(0.55, shot.zoom()) * panel.height;
        var view = new BufferedImage(panel.width, panel.height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = Drawing.on(view);
        graphics.translate(-left, -top);
        backdrop.paint(graphics, panel.width * shot.zoom(), panel.height * shot.zoom());
        graphics.dispose();

        var sheet = new Sheet(storyboard, layout);
        var still = new BufferedImage(layout.width(), layout.height(), BufferedImage.TYPE_INT_RGB);
        graphics = Drawing.on(still);
        sheet.paint(graphics, view, shot.title());
        graphics.dispose();

        double horizon = backdrop.horizon() * shot.zoom() * panel.height - top;
        var visible = new Rectangle(panel);
        visible.height = (int) Math.min(panel.height, horizon);
        var actors = new Casting(storyboard.references(), panel, visible).of(shot);
        return new Scene(layout, sheet, still, visible, actors, badge);
    }

    /** The offset of the view, with the focus in the centre but limited to the scene. */
    private static double offset(double focus, double zoom) {
        return Math.max(0, Math.min(zoom - 1, focus * zoom - 0.5));
    }
}
