package dev.chit.server.store.ids;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.ChitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsedIdsTest {
  private static final int TABLE = 32;

  @TempDir Path directory;

  private final MemoryLog log = new MemoryLog();
  private final Random random = new Random(3);

  @Test
  void everyIdIsFoundAndNoOther() throws IOException {
    try (UsedIds ids = open()) {
      grow(ids, 1000);
      findAll(ids);
      for (int i = 0; i < 1000; i++) {
        assertEquals(-1, ids.find(randomId()));
      }
    }
  }

  @Test
  void idsThatDifferInOneHalfOnlyAreDifferent() throws IOException {
    try (UsedIds ids = open()) {
      for (int i = 0; i < 200; i++) {
        use(ids, Optional.of(new ChitId(7, i)));
        use(ids, Optional.of(new ChitId(i + 8, 7)));
      }
      findAll(ids);
      assertEquals(-1, ids.find(new ChitId(7, 200)));
      assertEquals(-1, ids.find(new ChitId(0, 7)));
      assertEquals(-1, ids.find(new ChitId(7, -1)));
    }
  }

  @Test
  void allIsThereAgainAfterARestartAtAnyMoment() throws IOException {
    for (int round = 0; round < 10; round++) {
      try (UsedIds ids = open()) {
        findAll(ids);
        grow(ids, random.nextInt(0, 300));
      }
    }
    try (UsedIds ids = open()) {
      findAll(ids);
    }
  }

  @Test
  void runsAreMergedSoThatThereAreFew() throws IOException {
    try (UsedIds ids = open()) {
      grow(ids, 32 * TABLE);
    }
    try (UsedIds ids = open()) {
      ids.awaitRoom();
      findAll(ids);
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertTrue(files.count() <= 3 * MergePolicy.FAN_IN);
    }
  }

  @Test
  void lostFilesAreMadeAgainFromTheLog() throws IOException {
    try (UsedIds ids = open()) {
      grow(ids, 600);
    }
    for (int round = 0; round < 4; round++) {
      List<Path> files = files();
      Files.delete(files.get(random.nextInt(files.size())));
      try (UsedIds ids = open()) {
        findAll(ids);
      }
    }
  }

  @Test
  void tornForeignAndUnfinishedFilesAreNotBelieved() throws IOException {
    try (UsedIds ids = open()) {
      grow(ids, 600);
    }
    for (int cut : new int[] {1, Run.ENTRY_BYTES, 1 << 20}) {
      Path file = files().getFirst();
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, Math.max(0, whole.length - cut)));
      try (UsedIds ids = open()) {
        findAll(ids);
      }
    }
    for (int at = 0; at < RunHeader.BYTES; at += 17) {
      Path file = files().getFirst();
      byte[] flipped = Files.readAllBytes(file);
      flipped[at] ^= 1;
      Files.write(file, flipped);
      Files.write(directory.resolve("9-99.ids.unfinished"), new byte[9]);
      try (UsedIds ids = open()) {
        findAll(ids);
      }
    }
  }

  @Test
  void runsOfALogThatWentAnotherWayAreMadeAgain() throws IOException {
    try (UsedIds ids = open()) {
      grow(ids, 600);
    }
    var other = new MemoryLog();
    for (int i = 0; i < 400; i++) {
      other.add(Optional.of(randomId()));
    }
    try (UsedIds ids = UsedIds.open(directory, other, TABLE)) {
      for (long index = 0; index < other.size(); index++) {
        assertEquals(index, ids.find(other.get(index).orElseThrow()));
      }
      for (long index = 0; index < log.size(); index++) {
        assertEquals(-1, ids.find(log.get(index).orElse(new ChitId(1, 1))));
      }
    }
  }

  @Test
  void anIdUsedTwiceIsAnError() throws IOException {
    try (UsedIds ids = open()) {
      ids.add(new ChitId(1, 2), 0);
      assertThrows(IllegalStateException.class, () -> ids.add(new ChitId(1, 2), 1));
    }
  }

  @Test
  void filesThatCannotBeWrittenAreReportedBeforeMemoryFillsUp() throws IOException {
    Path gone = Files.createDirectory(directory.resolve("gone"));
    try (UsedIds ids = UsedIds.open(gone, log, TABLE)) {
      Files.delete(gone);
      assertThrows(IOException.class, () -> grow(ids, 20 * TABLE));
    }
  }

  @Test
  void theFilterKeepsNearlyAllSearchesAway() {
    int count = 10_000;
    var hash = new IdHash(random.nextLong(), random.nextLong());
    var filter = new long[IdFilter.BLOCK_LONGS * IdFilter.blocksFor(count)];
    for (int i = 0; i < count; i++) {
      IdFilter.add(filter, hash.of(random.nextLong(), random.nextLong()));
    }
    int wrong = 0;
    for (int i = 0; i < count; i++) {
      wrong += mayContain(filter, hash.of(random.nextLong(), random.nextLong())) ? 1 : 0;
    }
    assertTrue(wrong < count / 50, wrong + " of " + count);
  }

  private static boolean mayContain(long[] filter, long hash) {
    int base = IdFilter.BLOCK_LONGS * IdFilter.block(hash, filter.length / IdFilter.BLOCK_LONGS);
    for (int word = 0; word < IdFilter.BLOCK_LONGS; word++) {
      if ((filter[base + word] & IdFilter.bit(hash, word)) == 0) {
        return false;
      }
    }
    return true;
  }

  private UsedIds open() throws IOException {
    return UsedIds.open(directory, log, TABLE);
  }

  private void grow(UsedIds ids, int events) throws IOException {
    for (int i = 0; i < events; i++) {
      use(ids, random.nextInt(5) == 0 ? Optional.empty() : Optional.of(randomId()));
    }
  }

  private void use(UsedIds ids, Optional<ChitId> id) throws IOException {
    ids.awaitRoom();
    long index = log.add(id);
    if (id.isPresent()) {
      ids.add(id.get(), index);
    }
    ids.committed(index + 1);
  }

  private void findAll(UsedIds ids) {
    for (long index = 0; index < log.size(); index++) {
      Optional<ChitId> id = log.get(index);
      if (id.isPresent()) {
        assertEquals(index, ids.find(id.get()));
      }
    }
  }

  private ChitId randomId() {
    return new ChitId(random.nextLong(), random.nextLong());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}
