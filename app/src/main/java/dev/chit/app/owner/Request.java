package dev.chit.app.owner;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a command asks of the owner.
///
/// @param words as typed behind `chit`
/// @param terminal whether a person sits there
/// @param colors whether they like colours
/// @param directory where its relative paths begin
record Request(List<String> words, boolean terminal, boolean colors, String directory) {
  static final int WORDS_MAX = 1_000;

  Request {
    words = List.copyOf(words);
    if (words.size() > WORDS_MAX) {
      throw new IllegalArgumentException(
          words.size() + " words (expected: at most " + WORDS_MAX + ")");
    }
  }

  Frame frame() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeBoolean(terminal);
    out.writeBoolean(colors);
    out.writeInt(words.size());
    for (String word : words) {
      write(word, out);
    }
    write(directory, out);
    return new Frame(Frame.Kind.RUN, bytes.toByteArray());
  }

  private static void write(String word, DataOutputStream out) throws IOException {
    byte[] text = Frame.of(Frame.Kind.RUN, word).body();
    out.writeInt(text.length);
    out.write(text);
  }

  static Request parse(Frame frame) throws IOException {
    if (frame.kind() != Frame.Kind.RUN) {
      throw new IOException("a talk begins with " + frame.kind() + " (expected: RUN)");
    }
    var in = new DataInputStream(new ByteArrayInputStream(frame.body()));
    boolean terminal = in.readBoolean();
    boolean colors = in.readBoolean();
    int count = in.readInt();
    if (count < 0 || count > WORDS_MAX) {
      throw new IOException(count + " words (expected: at most " + WORDS_MAX + ")");
    }
    var words = new ArrayList<String>(count);
    for (int i = 0; i < count; i++) {
      words.add(read(in));
    }
    return new Request(words, terminal, colors, read(in));
  }

  private static String read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a word of " + length + " bytes in " + in.available());
    }
    return new Frame(Frame.Kind.RUN, in.readNBytes(length)).text();
  }
}
