package dev.chit.client.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ThumbnailTest {
  @TempDir Path directory;

  @Test
  void aPictureHasASmallOneOfItsShape() throws Exception {
    ByteString made = of(picture(1_600, 800, false), "photo.png");
    BufferedImage small = ImageIO.read(new ByteArrayInputStream(made.toByteArray()));
    assertEquals(Thumbnail.SIDE_MAX, small.getWidth());
    assertEquals(Thumbnail.SIDE_MAX / 2, small.getHeight());
    assertTrue(made.size() <= FileInbox.THUMBNAIL_BYTES_MAX);
  }

  @Test
  void evenNoiseFits() throws Exception {
    ByteString made = of(picture(700, 700, true), "noise.PNG");
    assertFalse(made.isEmpty());
    assertTrue(made.size() <= FileInbox.THUMBNAIL_BYTES_MAX, made.size() + " bytes");
  }

  @Test
  void oneDotIsAPictureToo() throws Exception {
    assertFalse(of(picture(1, 1, false), "dot.png").isEmpty());
    assertFalse(of(picture(5_000, 1, false), "line.png").isEmpty());
  }

  @Test
  void whatIsNoPictureHasNone() throws Exception {
    Path text = Files.writeString(directory.resolve("text.txt"), "no picture");
    assertTrue(Thumbnail.of(text, 10).isEmpty());
    Path liar = Files.writeString(directory.resolve("liar.jpg"), "no picture");
    assertTrue(Thumbnail.of(liar, 10).isEmpty());
    Path cut = directory.resolve("cut.png");
    ImageIO.write(picture(64, 64, true), "png", cut.toFile());
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, java.util.Arrays.copyOf(bytes, 40));
    assertTrue(Thumbnail.of(cut, 40).isEmpty());
    assertTrue(Thumbnail.of(cut, 1L << 40).isEmpty());
  }

  private ByteString of(BufferedImage picture, String name) throws Exception {
    Path file = directory.resolve(name);
    ImageIO.write(picture, "png", file.toFile());
    return Thumbnail.of(file, Files.size(file));
  }

  private static BufferedImage picture(int width, int height, boolean noise) {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    var random = new Random(1);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        picture.setRGB(x, y, noise ? random.nextInt() | 0xff000000 : 0xff000000 | x << 8 | y);
      }
    }
    return picture;
  }
}
