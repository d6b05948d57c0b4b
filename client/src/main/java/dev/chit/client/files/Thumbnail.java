package dev.chit.client.files;

import com.google.protobuf.ByteString;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A small picture of a picture, made by the sender's client before it is sealed, so that nobody
/// else opens a picture of unknown origin unasked. It is drawn anew: nothing of the original's
/// place, time or camera is in it.
final class Thumbnail {
  static {
    System.setProperty("java.awt.headless", "true");
  }

  static final int SIDE_MAX = 160;
  private static final Logger LOG = LoggerFactory.getLogger(Thumbnail.class);
  private static final long SIZE_MAX = 64L << 20;
  private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".gif", ".bmp");
  private static final float[] QUALITIES = {0.8f, 0.6f, 0.4f, 0.2f};

  private Thumbnail() {}

  /// A JPEG of at most 16 KiB; empty of what is no picture, or one that cannot be read.
  static ByteString of(Path file, long size) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (size > SIZE_MAX || ENDINGS.stream().noneMatch(name::endsWith)) {
      return ByteString.EMPTY;
    }
    try (ImageInputStream input = new FileImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      return readers.hasNext() ? of(readers.next(), input) : ByteString.EMPTY;
    } catch (IOException | RuntimeException e) {
      // What is called a picture need not be one; it is sent all the same.
      LOG.debug("no thumbnail: {}", e.toString());
      return ByteString.EMPTY;
    }
  }

  private static ByteString of(ImageReader reader, ImageInputStream input) throws IOException {
    try {
      reader.setInput(input, true, true);
      int longer = Math.max(reader.getWidth(0), reader.getHeight(0));
      ImageReadParam every = reader.getDefaultReadParam();
      // Of a large picture some pixels are enough: the memory is that of a small one.
      int step = Math.max(1, longer / (2 * SIDE_MAX));
      every.setSourceSubsampling(step, step, 0, 0);
      return small(drawn(reader.read(0, every)));
    } finally {
      reader.dispose();
    }
  }

  private static BufferedImage drawn(BufferedImage picture) {
    double scale =
        Math.min(1.0, (double) SIDE_MAX / Math.max(picture.getWidth(), picture.getHeight()));
    int width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
    var drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = drawn.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, width, height, Color.WHITE, null);
    graphics.dispose();
    return drawn;
  }

  private static ByteString small(BufferedImage picture) throws IOException {
    for (float quality : QUALITIES) {
      ByteString jpeg = jpeg(picture, quality);
      if (jpeg.size() <= FileInbox.THUMBNAIL_BYTES_MAX) {
        return jpeg;
      }
    }
    return ByteString.EMPTY;
  }

  private static ByteString jpeg(BufferedImage picture, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var bytes = new ByteArrayOutputStream();
        var output = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(output);
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(quality);
      writer.write(null, new IIOImage(picture, null, null), how);
      output.flush();
      return ByteString.copyFrom(bytes.toByteArray());
    } finally {
      writer.dispose();
    }
  }
}
