package dev.chit.doors.onechat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A message after the exchange of keys, opened.
///
/// @param extra what follows the counter in the authenticated part
/// @param text what was sealed
record Message(int op, byte[] extra, byte[] text) {
  static final int QUIT = 0;
  static final int LIST = 1;
  static final int ASK = 2;
  static final int ACCEPT = 3;
  static final int REFUSE = 4;
  static final int MESSAGE = 5;
  static final int KEY = 6;
  static final int NOT_FOUND = 7;
  static final int END = 8;

  private static final byte[] NOTHING = {};

  /// From the server, about somebody.
  static Message of(int op, byte[] extra, String name) {
    return new Message(op, extra, named(name));
  }

  static Message of(int op, String name) {
    return of(op, NOTHING, name);
  }

  /// A name as most messages have it, with a NUL.
  static byte[] named(String name) {
    return (name + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  /// The text as a name, with or without NUL.
  String name() {
    int length = text.length;
    while (length > 0 && text[length - 1] == 0) {
      length--;
    }
    return new String(Arrays.copyOf(text, length), StandardCharsets.ISO_8859_1);
  }
}
