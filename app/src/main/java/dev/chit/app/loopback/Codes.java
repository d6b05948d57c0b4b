package dev.chit.app.loopback;

import com.google.gson.JsonObject;
import dev.chit.app.qr.QrCode;

/// QR codes as the page draws them.
public final class Codes {
  private Codes() {}

  /// The code's dark squares as the path of a drawing whose unit is one square.
  public static JsonObject json(String text) {
    QrCode code = QrCode.of(text);
    var path = new StringBuilder();
    for (int y = 0; y < code.size(); y++) {
      for (int x = 0; x < code.size(); x++) {
        if (code.isDark(x, y)) {
          path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
        }
      }
    }
    var json = new JsonObject();
    json.addProperty("size", code.size());
    json.addProperty("path", path.toString());
    return json;
  }
}
