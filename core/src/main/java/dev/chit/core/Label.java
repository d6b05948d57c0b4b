package dev.chit.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/// What a signature or derived key is for: ASCII text and a NUL, put before what is signed, so that
/// a signature made for one purpose is worth nothing for another.
public record Label(String text) {
  public static final Label ORDER = new Label("chit/order/v1");
  public static final Label DEVICE = new Label("chit/device/v1");
  public static final Label TLS = new Label("chit/tls/v1");
  public static final Label SERVER_TLS = new Label("chit/server-tls/v1");
  public static final Label OPERATOR_ACT = new Label("chit/operator-act/v1");
  public static final Label CERTIFIED = new Label("chit/certified/v1");
  public static final Label CANCEL = new Label("chit/cancel/v1");
  public static final Label REVOKE = new Label("chit/revoke/v1");
  public static final Label DEVICE_REVOKE = new Label("chit/device-revoke/v1");
  public static final Label CLAIM = new Label("chit/claim/v1");
  public static final Label ACCOUNT_CLOSE = new Label("chit/account-close/v1");

  public Label {
    if (!text.matches("chit/[a-z0-9-]+(/[a-z0-9-]+)*/v[0-9]+")) {
      throw new IllegalArgumentException(text + " (expected: chit/<what>/v<number>)");
    }
  }

  /// The text's bytes and one NUL.
  public byte[] bytes() {
    byte[] ascii = text.getBytes(US_ASCII);
    return Arrays.copyOf(ascii, ascii.length + 1);
  }

  /// The label, then the parts: what is signed.
  public byte[] before(byte[]... parts) {
    byte[] label = bytes();
    int length = label.length;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] all = Arrays.copyOf(label, length);
    int at = label.length;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
