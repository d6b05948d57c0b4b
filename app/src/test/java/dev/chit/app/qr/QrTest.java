package dev.chit.app.qr;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.chit.ChitText;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrTest {
  /// As long as a certified chit's text, the longest that we draw.
  private static final String TEXT = "chit:1c:" + "aZ-9".repeat(104);

  @Test
  void aPngIsReadBack() throws IOException {
    assertEquals(Optional.of(TEXT), QrReader.read(QrPicture.png(QrCode.of(TEXT))));
  }

  @Test
  void everyChitIsReadBack() throws IOException {
    var random = new Random(3);
    for (int i = 0; i < 40; i++) {
      byte[] bytes = new byte[232];
      random.nextBytes(bytes);
      String text = ChitText.encode(bytes);
      assertEquals(Optional.of(text), QrReader.read(QrPicture.png(QrCode.of(text))));
    }
  }

  @Test
  void aPhotographOfAPrintIsRead() throws IOException {
    BufferedImage print =
        ImageIO.read(new ByteArrayInputStream(QrPicture.png(QrCode.of("chit:1:abc"))));
    var photo = new BufferedImage(900, 700, BufferedImage.TYPE_INT_RGB);
    Graphics2D onto = photo.createGraphics();
    onto.setColor(new Color(140, 120, 90));
    onto.fillRect(0, 0, 900, 700);
    var tilted = AffineTransform.getRotateInstance(0.2, 450, 350);
    tilted.translate(250, 150);
    onto.drawImage(print, tilted, null);
    onto.dispose();
    var jpeg = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(photo, "jpeg", jpeg));

    assertEquals(Optional.of("chit:1:abc"), QrReader.read(jpeg.toByteArray()));
  }

  @Test
  void linesOfATerminalShowTheCodeInBothForms() throws IOException {
    QrCode code = QrCode.of(TEXT);
    for (boolean colors : new boolean[] {true, false}) {
      List<String> lines = QrBlocks.lines(code, colors);
      assertTrue(code.size() <= 80, "too wide for a terminal: " + code.size());
      List<String> bare =
          lines.stream().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")).toList();
      assertEquals(colors, !bare.equals(lines));
      assertEquals(Optional.of(TEXT), QrReader.read(png(bare, colors)));
    }
  }

  /// What an eye sees: with colours the blocks are black, without them they are light on dark.
  private static byte[] png(List<String> lines, boolean blocksAreDark) throws IOException {
    int width = lines.getFirst().length();
    var image = new BufferedImage(width * 4, lines.size() * 8, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        char block = lines.get(y / 8).charAt(x / 4);
        boolean inked = block == '█' || (y % 8 < 4 ? block == '▀' : block == '▄');
        image.setRGB(x, y, inked == blocksAreDark ? 0 : 0xffffff);
      }
    }
    var bytes = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, "png", bytes));
    return bytes.toByteArray();
  }

  @Test
  void anSvgPaintsEachDarkModuleOnce() {
    QrCode code = QrCode.of("payto://chit/host:1%23a/bob");
    String svg = QrPicture.svg(code);
    int dark = 0;
    for (int y = 0; y < code.size(); y++) {
      for (int x = 0; x < code.size(); x++) {
        dark += code.isDark(x, y) ? 1 : 0;
      }
    }
    List<MatchResult> runs =
        Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1").matcher(svg).results().toList();
    int painted = 0;
    for (MatchResult run : runs) {
      for (int i = 0; i < Integer.parseInt(run.group(3)); i++) {
        assertTrue(
            code.isDark(Integer.parseInt(run.group(1)) + i, Integer.parseInt(run.group(2))),
            run.group());
        painted++;
      }
    }
    assertEquals(dark, painted);
  }

  @Test
  void whatIsNoPictureOrShowsNoCodeIsNothing() throws IOException {
    assertEquals(Optional.empty(), QrReader.read("chit".getBytes(US_ASCII)));
    var blank = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB), "png", blank));
    assertEquals(Optional.empty(), QrReader.read(blank.toByteArray()));
    byte[] cut = QrPicture.png(QrCode.of("chit"));
    assertThrows(IOException.class, () -> QrReader.read(java.util.Arrays.copyOf(cut, 60)));
  }

  @Test
  void aPictureThatClaimsToBeHugeIsNotUnpacked() throws IOException {
    byte[] bomb = QrPicture.png(QrCode.of("chit"));
    // The width of a PNG: four bytes behind the signature, the length and the type of its header.
    bomb[16] = 0x7f;
    assertThrows(IOException.class, () -> QrReader.read(bomb));
  }
}
