package dev.chit.app.owner;

import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Has a command done by the process that owns the profile.
public final class OwnerClient {
  private OwnerClient() {}

  /// Whether a process that owns the profile listens.
  public static boolean isThere(Path home) {
    Optional<SocketChannel> channel = connect(home);
    channel.ifPresent(OwnerClient::closeQuietly);
    return channel.isPresent();
  }

  /// @param words as typed behind `chit`
  /// @return the command's exit code; empty if no process owns the profile
  public static OptionalInt run(Path home, List<String> words, Caller caller) {
    Optional<SocketChannel> channel = connect(home);
    if (channel.isEmpty()) {
      return OptionalInt.empty();
    }
    try (SocketChannel open = channel.get()) {
      return OptionalInt.of(talk(open, words, caller));
    } catch (IOException e) {
      throw CommandFailure.unusable(
          "owner-gone", "The chit that holds this profile went away before it was done.");
    }
  }

  private static Optional<SocketChannel> connect(Path home) {
    Optional<UnixDomainSocketAddress> address = OwnerSocket.address(home);
    if (address.isEmpty() || !Files.exists(address.get().getPath())) {
      return Optional.empty();
    }
    try {
      return Optional.of(SocketChannel.open(address.get()));
    } catch (IOException nobodyListens) {
      return Optional.empty();
    }
  }

  private static int talk(SocketChannel channel, List<String> words, Caller caller)
      throws IOException {
    var in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
    var out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
    new Request(words, caller.terminal(), caller.colors(), caller.directory().toString())
        .frame()
        .writeTo(out);
    while (true) {
      Frame frame = Frame.read(in);
      if (frame == null) {
        throw new IOException("no exit code");
      }
      switch (frame.kind()) {
        case OUT -> print(caller.out(), frame);
        case ERR -> print(caller.err(), frame);
        case ASK -> answer(caller.readLine(frame.text()), out);
        case ASK_SECRET -> {
          char[] secret = caller.readSecret(frame.text());
          answer(secret == null ? null : new String(secret), out);
        }
        case EXIT -> {
          return ByteBuffer.wrap(frame.body()).getInt();
        }
        case RUN, ANSWER, NO_ANSWER -> throw new IOException("unexpected " + frame.kind());
      }
    }
  }

  private static void print(PrintStream stream, Frame frame) {
    stream.write(frame.body(), 0, frame.body().length);
    stream.flush();
  }

  private static void answer(@Nullable String text, DataOutputStream out) throws IOException {
    Frame frame =
        text == null ? Frame.of(Frame.Kind.NO_ANSWER, "") : Frame.of(Frame.Kind.ANSWER, text);
    frame.writeTo(out);
  }

  private static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException alreadyGone) {
      // Nothing is lost: the channel was only tried.
    }
  }
}
