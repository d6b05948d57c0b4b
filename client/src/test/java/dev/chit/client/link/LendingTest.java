package dev.chit.client.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.files.Shelf;
import dev.chit.client.link.v1.PieceFrame;
import dev.chit.client.state.ProfileStore;
import dev.chit.sessions.DeviceAddress;
import dev.chit.sessions.vault.Unlock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Streams for files that a linked device opens and leaves open.
final class LendingTest {
  @TempDir Path directory;

  @Test
  void oneDeviceHasSoManyStreamsOpenAndAnotherIsNotConcerned() throws Exception {
    try (ProfileStore store =
        ProfileStore.create(
            directory.resolve("bob"), new Unlock.NoPassphrase(), new SecureRandom(), _ -> true)) {
      var lending = new Lending(new Shelf(store), new SecureRandom());
      DeviceAddress alice = TestMember.named("alice").address();
      List<Pipe.Ear<PieceFrame>> ears = new ArrayList<>();
      for (int i = 0; i < LinkLimits.STREAMS_MAX; i++) {
        var silent = new Silent();
        ears.add(lending.carried(alice, silent));
        assertFalse(silent.ended);
      }
      var onceMore = new Silent();
      assertEquals(Lending.DEAF, lending.carried(alice, onceMore));
      assertTrue(onceMore.ended);
      var others = new Silent();
      lending.carried(TestMember.named("carol").address(), others);
      assertFalse(others.ended);

      ears.getFirst().ended();
      var next = new Silent();
      lending.carried(alice, next);
      assertFalse(next.ended);
    }
  }

  /// A stream on which nothing comes.
  private static final class Silent implements Pipe<PieceFrame> {
    boolean ended;

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void send(PieceFrame frame) {}

    @Override
    public void request(int frames) {}

    @Override
    public void end() {
      ended = true;
    }

    @Override
    public void finish() {}
  }
}
