package dev.chit.app.owner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One piece of the talk between a command and the owner: length (4 bytes), kind (1 byte), body.
final class Frame {
  static final int BODY_BYTES_MAX = 1 << 20;

  private final Kind kind;
  private final byte[] body;

  enum Kind {
    /// To the owner: the command's words.
    RUN(1),
    /// To the command: bytes for stdout.
    OUT(2),
    /// To the command: bytes for stderr.
    ERR(3),
    /// To the command: a prompt; the next line of its input is wanted.
    ASK(4),
    /// To the command: a prompt; a secret is wanted.
    ASK_SECRET(5),
    /// To the owner: what was asked for.
    ANSWER(6),
    /// To the owner: there is nothing more to answer.
    NO_ANSWER(7),
    /// To the command, the last: its exit code.
    EXIT(8);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    static Kind of(int number) throws IOException {
      for (Kind kind : values()) {
        if (kind.number == number) {
          return kind;
        }
      }
      throw new IOException("a frame of kind " + number + " (expected: 1 to 8)");
    }
  }

  Frame(Kind kind, byte[] body) {
    this.kind = kind;
    this.body = body;
  }

  static Frame of(Kind kind, String text) {
    return new Frame(kind, text.getBytes(UTF_8));
  }

  Kind kind() {
    return kind;
  }

  byte[] body() {
    return body;
  }

  String text() {
    return new String(body, UTF_8);
  }

  void writeTo(DataOutputStream out) throws IOException {
    if (body.length > BODY_BYTES_MAX) {
      throw new IOException("frame of " + body.length + " bytes (expected: at most 1 MiB)");
    }
    synchronized (out) {
      out.writeInt(body.length);
      out.writeByte(kind.number);
      out.write(body);
      out.flush();
    }
  }

  /// @return null at the end
  static @Nullable Frame read(DataInputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return null;
    }
    int length =
        first << 24
            | in.readUnsignedByte() << 16
            | in.readUnsignedByte() << 8
            | in.readUnsignedByte();
    Kind kind = Kind.of(in.readUnsignedByte());
    if (length < 0 || length > BODY_BYTES_MAX) {
      throw new IOException("a frame of " + length + " bytes (expected: at most 1 MiB)");
    }
    var body = new byte[length];
    in.readFully(body);
    return new Frame(kind, body);
  }
}
