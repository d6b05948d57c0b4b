package dev.chit.client.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.UsageException;
import dev.chit.client.state.v1.MemoRow;
import dev.chit.sessions.vault.Unlock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfileStoreTest {
  @TempDir Path home;

  private ProfileStore create() throws Exception {
    return ProfileStore.create(
        home.resolve("profile"), new Unlock.NoPassphrase(), new SecureRandom(), _ -> true);
  }

  private ProfileStore open() throws Exception {
    return ProfileStore.open(
        home.resolve("profile"), new Unlock.NoPassphrase(), new SecureRandom());
  }

  private static MemoRow row(String text) {
    return MemoRow.newBuilder().setMemo(text).build();
  }

  private static List<String> texts(ProfileStore store) throws Exception {
    return store.run(tables -> tables.memos.after(0, 1_000_000)).stream()
        .map(row -> row.value().getMemo())
        .toList();
  }

  @Test
  void whatWasRunIsThereAtTheNextOpening() throws Exception {
    try (ProfileStore store = create()) {
      store.run(tables -> tables.memos.add(new byte[] {1}, null, row("one")));
      store.run(
          tables -> {
            tables.memos.put(new byte[] {1}, row("one, changed"));
            tables.memos.put(new byte[] {2}, row("two"));
            return true;
          });
    }
    try (ProfileStore store = open()) {
      assertEquals(List.of("one, changed", "two"), texts(store));
      long third = store.run(tables -> tables.memos.add(null, null, row("three")));
      assertEquals(3, third);
    }
  }

  @Test
  void aJobThatFailsLeavesNothingAndDisturbsNobody() throws Exception {
    var ran = new ArrayList<String>();
    try (ProfileStore store = create();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Object>> jobs = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        int number = i;
        jobs.add(
            () ->
                store.run(
                    tables -> {
                      tables.memos.add(null, null, row("" + number));
                      tables.afterCommit(() -> ran.add("" + number));
                      if (number % 3 == 0) {
                        throw new UsageException("no", "no");
                      }
                      return true;
                    }));
      }
      int failed = 0;
      for (Future<Object> done : threads.invokeAll(jobs)) {
        failed += done.state() == Future.State.FAILED ? 1 : 0;
      }
      assertEquals(100, failed);
      assertEquals(200, texts(store).size());
      assertTrue(texts(store).stream().allMatch(text -> Integer.parseInt(text) % 3 != 0));
      assertEquals(texts(store), ran);
    }
  }

  @Test
  void rowsAreFoundByTagNewestFirstAndOldOnesGiveWay() throws Exception {
    try (ProfileStore store = create()) {
      byte[] tag = {7};
      List<String> found =
          store.run(
              tables -> {
                for (int i = 0; i < 10; i++) {
                  tables.memos.add(null, i % 2 == 0 ? tag : null, row("" + i));
                }
                tables.memos.keepNewest(5);
                return tables.memos.tagged(tag, Long.MAX_VALUE, 10).stream()
                    .map(row -> row.value().getMemo())
                    .toList();
              });
      assertEquals(List.of("8", "6"), found);
      assertEquals(List.of("5", "6", "7", "8", "9"), texts(store));
    }
  }

  @Test
  void afterTheEndJobsAreRefused() throws Exception {
    ProfileStore store = create();
    store.close();
    assertEquals("closed", assertThrows(UsageException.class, () -> store.run(_ -> true)).code());
  }
}
