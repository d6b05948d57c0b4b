package dev.chit.client;

import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.client.connection.Caller;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.PrekeyBundle;
import dev.chit.wire.v1.TakePrekeysRequest;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrekeysTest {
  @TempDir Path directory;

  private static PrekeyBundle take(Caller server, Whoami of)
      throws ChitException, InterruptedException {
    return server.call(
        ChitGrpc.getTakePrekeysMethod(),
        TakePrekeysRequest.newBuilder()
            .setAccount(ByteString.copyFrom(of.account().bytes()))
            .setDevice(of.device())
            .build());
  }

  @Test
  void aDeviceWhosePrekeysRunLowLeavesMore() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Caller server = alice.engine().connection.await();
      Set<Integer> taken = new HashSet<>();
      long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (taken.size() < 150) {
        PrekeyBundle bundle = take(server, bob.whoami());
        if (bundle.hasOneTimeX25519()) {
          assertTrue(taken.add(bundle.getOneTimeX25519().getId()), "handed out twice");
        }
        assertTrue(System.nanoTime() < untilNanos, "no new prekeys came");
      }
    }
  }

  @Test
  void withoutOneTimePrekeysAConversationStartsAllTheSame() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Whoami he = bob.whoami();
      bob.close();
      Caller server = alice.engine().connection.await();
      boolean usedUp = false;
      for (int i = 0; i < 300 && !usedUp; i++) {
        usedUp = take(server, he).getKemIsLastResort();
      }
      assertTrue(usedUp);
      alice.send(name("bob"), "hello");
      ChitClient again = town.back("bob");
      assertEquals("hello", Inbox.of(again).next(Incoming.Message.class).text());
      again.send(name("alice"), "hello yourself");
      assertEquals("hello yourself", Inbox.of(alice).next(Incoming.Message.class).text());
    }
  }
}
