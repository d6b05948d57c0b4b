package dev.chit.app.owner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.app.console.Caller;
import dev.chit.app.console.ProcessCaller;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerServerTest {
  @TempDir private Path home;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aCommandIsDoneByTheOwnerAndItsWordsComeBack() throws IOException {
    try (OwnerServer _ =
        OwnerServer.open(
            home,
            (words, caller) -> {
              caller.out().println("did " + words);
              caller.err().println("beware");
              return 7;
            })) {
      OptionalInt exit = OwnerClient.run(home, List.of("pay", "bob", "1.00", "ünï"), caller(""));

      assertEquals(OptionalInt.of(7), exit);
      assertEquals("did [pay, bob, 1.00, ünï]\n", out.toString(UTF_8));
      assertEquals("beware\n", err.toString(UTF_8));
    }
  }

  @Test
  void theOwnerAsksTheCallerUntilItsInputEnds() throws IOException {
    try (OwnerServer _ =
        OwnerServer.open(
            home,
            (_, caller) -> {
              int lines = 0;
              for (String line = ask(caller); line != null; line = ask(caller)) {
                caller.out().println("heard " + line);
                lines++;
              }
              return lines;
            })) {
      assertEquals(
          OptionalInt.of(2), OwnerClient.run(home, List.of("chat", "bob"), caller("one\ntwo\n")));
      assertEquals("heard one\nheard two\n", out.toString(UTF_8));
    }
  }

  @Test
  void aCommandEndsWhenItsCallerGoesAway() throws Exception {
    var started = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    try (OwnerServer _ =
        OwnerServer.open(
            home,
            (_, _) -> {
              started.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return 0;
            })) {
      try (SocketChannel channel = SocketChannel.open(address())) {
        var talk = new DataOutputStream(Channels.newOutputStream(channel));
        new Request(List.of("watch"), false, false, "").frame().writeTo(talk);
        assertTrue(started.await(60, TimeUnit.SECONDS));
      }
      assertTrue(interrupted.await(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void onlyTheUserCanReachTheSocket() throws IOException {
    try (OwnerServer _ = OwnerServer.open(home, (_, _) -> 0)) {
      assertEquals(
          PosixFilePermissions.fromString("rw-------"),
          Files.getPosixFilePermissions(home.resolve(OwnerSocket.NAME)));
    }
  }

  @Test
  void nobodyIsThereBeforeAndAfter() throws IOException {
    assertEquals(OptionalInt.empty(), OwnerClient.run(home, List.of("list"), caller("")));
    OwnerServer.open(home, (_, _) -> 0).close();
    assertFalse(OwnerClient.isThere(home));
    assertFalse(Files.exists(home.resolve(OwnerSocket.NAME)));
  }

  @Test
  void aSocketLeftByADeadProcessIsReplaced() throws IOException {
    Files.writeString(home.resolve(OwnerSocket.NAME), "");
    assertFalse(OwnerClient.isThere(home));
    try (OwnerServer _ = OwnerServer.open(home, (_, _) -> 0)) {
      assertTrue(OwnerClient.isThere(home));
    }
  }

  @Test
  void aHomeTooDeepForASocketIsSaidSo() throws IOException {
    Path fits = deep(OwnerSocket.PATH_BYTES_MAX);
    OwnerServer.open(fits, (_, _) -> 0).close();

    Path tooDeep = deep(OwnerSocket.PATH_BYTES_MAX + 1);
    var e = assertThrows(IOException.class, () -> OwnerServer.open(tooDeep, (_, _) -> 0));
    assertTrue(String.valueOf(e.getMessage()).contains("too long"), e.getMessage());
    assertFalse(OwnerClient.isThere(tooDeep));
  }

  @Test
  void aFrameHoldsOneMebibyteAndNoMore() throws IOException {
    var written = new ByteArrayOutputStream();
    var largest = new Frame(Frame.Kind.OUT, new byte[Frame.BODY_BYTES_MAX]);
    largest.writeTo(new DataOutputStream(written));
    Frame read = Frame.read(new DataInputStream(new ByteArrayInputStream(written.toByteArray())));
    assertEquals(Frame.BODY_BYTES_MAX, read == null ? -1 : read.body().length);

    var larger = new Frame(Frame.Kind.OUT, new byte[Frame.BODY_BYTES_MAX + 1]);
    assertThrows(
        IOException.class, () -> larger.writeTo(new DataOutputStream(new ByteArrayOutputStream())));
    byte[] claims = {0x7f, 0, 0, 0, 1};
    assertThrows(
        IOException.class, () -> Frame.read(new DataInputStream(new ByteArrayInputStream(claims))));
  }

  @Test
  void aRequestHasAThousandWordsAtMost() throws IOException {
    var most = new Request(Collections.nCopies(Request.WORDS_MAX, "x"), true, false, "/elsewhere");
    assertEquals(most, Request.parse(most.frame()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Request(
                Collections.nCopies(Request.WORDS_MAX + 1, "x"), true, false, "/elsewhere"));
  }

  private Path deep(int socketPathBytes) throws IOException {
    int name = socketPathBytes - home.toString().length() - 2 - OwnerSocket.NAME.length();
    Path deep = home.resolve("d".repeat(name));
    assertEquals(socketPathBytes, deep.resolve(OwnerSocket.NAME).toString().length());
    return Files.createDirectories(deep);
  }

  private UnixDomainSocketAddress address() {
    return OwnerSocket.address(home).orElseThrow();
  }

  private ProcessCaller caller(String input) {
    var in = new ByteArrayInputStream(input.getBytes(UTF_8));
    return new ProcessCaller(in, out, err, Map.of(), false);
  }

  private static @Nullable String ask(Caller caller) {
    try {
      return caller.readLine("> ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
