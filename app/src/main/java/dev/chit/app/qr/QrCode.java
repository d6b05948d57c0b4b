package dev.chit.app.qr;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/// A QR code (ISO/IEC 18004) with the quiet zone of four modules that the standard wants.
///
/// ```java
/// QrCode code = QrCode.of("chit:1:…");
/// QrBlocks.lines(code, caller.colors()).forEach(out::println);
/// ```
public final class QrCode {
  /// Bytes that one code holds.
  public static final int TEXT_BYTES_MAX = 2_953;

  static final int QUIET = 4;

  private final ByteMatrix modules;

  private QrCode(ByteMatrix modules) {
    this.modules = modules;
  }

  /// With the least error correction: screens do not tear, and a chit then fits 80 columns.
  ///
  /// @throws IllegalArgumentException if the text is empty or has more than [#TEXT_BYTES_MAX]
  public static QrCode of(String text) {
    try {
      return new QrCode(Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix());
    } catch (WriterException e) {
      throw new IllegalArgumentException("text of " + text.length() + " characters", e);
    }
  }

  /// Modules in a row and in a column, the quiet zone among them.
  public int size() {
    return modules.getWidth() + 2 * QUIET;
  }

  /// Whether a module is dark; all around the code are light.
  public boolean isDark(int x, int y) {
    int column = x - QUIET;
    int row = y - QUIET;
    boolean inside =
        column >= 0 && row >= 0 && column < modules.getWidth() && row < modules.getHeight();
    return inside && modules.get(column, row) == 1;
  }
}
