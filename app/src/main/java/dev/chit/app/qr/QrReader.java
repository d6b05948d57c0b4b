package dev.chit.app.qr;

import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// Reads the QR code in a picture. Pictures come from anywhere: their size is looked at before they
/// are unpacked, and large ones are read coarsely.
public final class QrReader {
  /// Bytes of a picture's file.
  public static final int FILE_BYTES_MAX = 32 << 20;

  private static final long PIXELS_MAX = 400_000_000;
  private static final double PIXELS_READ = 12_000_000;

  private QrReader() {}

  /// The text in the picture's code.
  ///
  /// @param file PNG, JPEG, or what else this Java reads
  /// @return empty if it is no picture or shows no code that can be read
  public static Optional<String> read(byte[] file) throws IOException {
    System.setProperty("java.awt.headless", "true");
    ImageIO.setUseCache(false);
    Optional<BufferedImage> picture = picture(file);
    return picture.isEmpty() ? Optional.empty() : text(luminance(picture.get()));
  }

  private static Optional<BufferedImage> picture(byte[] file) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > PIXELS_MAX) {
          throw new IOException("a picture of " + pixels + " pixels (at most " + PIXELS_MAX + ")");
        }
        int step = Math.max(1, (int) Math.ceil(Math.sqrt(pixels / PIXELS_READ)));
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(step, step, 0, 0);
        return Optional.of(reader.read(0, parameters));
      } catch (RuntimeException e) {
        throw new IOException("a damaged picture", e);
      } finally {
        reader.dispose();
      }
    }
  }

  /// On white, as paper is where nothing is printed.
  private static LuminanceSource luminance(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    var opaque = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D onto = opaque.createGraphics();
    onto.drawImage(picture, 0, 0, Color.WHITE, null);
    onto.dispose();
    return new RGBLuminanceSource(
        width, height, opaque.getRGB(0, 0, width, height, null, 0, width));
  }

  /// Photographs want the first way; clean pictures of large codes are sometimes read by the last
  /// only.
  private static Optional<String> text(LuminanceSource source) {
    for (LuminanceSource either : List.of(source, source.invert())) {
      for (Binarizer binarizer :
          List.of(new HybridBinarizer(either), new GlobalHistogramBinarizer(either))) {
        for (DecodeHintType way : List.of(DecodeHintType.TRY_HARDER, DecodeHintType.PURE_BARCODE)) {
          try {
            return Optional.of(
                new QRCodeReader()
                    .decode(new BinaryBitmap(binarizer), Map.of(way, true))
                    .getText());
          } catch (ReaderException noCodeThisWay) {
            // Another way, or none at all.
          }
        }
      }
    }
    return Optional.empty();
  }
}
