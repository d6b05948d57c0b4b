package dev.chit.app.contract;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/// Pictures to send.
final class Pictures {
  private static final int WIDE = 960;
  private static final int HIGH = 640;

  private Pictures() {}

  /// The sun going down behind hills, over water; a PNG.
  static byte[] lake() throws IOException {
    var image = new BufferedImage(WIDE, HIGH, BufferedImage.TYPE_INT_RGB);
    Graphics2D onto = image.createGraphics();
    onto.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    onto.setPaint(new GradientPaint(0, 0, new Color(0x31456b), 0, 400, new Color(0xf6b57a)));
    onto.fillRect(0, 0, WIDE, HIGH);
    onto.setColor(new Color(0xfff0c8));
    onto.fillOval(560, 240, 120, 120);
    onto.setColor(new Color(0x3c4a5c));
    onto.fillPolygon(
        new Polygon(
            new int[] {0, 260, 520, 700, WIDE, WIDE, 0},
            new int[] {330, 170, 350, 250, 370, 420, 420},
            7));
    onto.setPaint(new GradientPaint(0, 400, new Color(0xd39a72), 0, HIGH, new Color(0x26364f)));
    onto.fillRect(0, 400, WIDE, HIGH - 400);
    onto.dispose();
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
