package dev.chit.client.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.v1.DeviceJobRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.DevicesChanged;
import dev.chit.client.talk.v1.OwnCopy;
import dev.chit.client.talk.v1.Text;
import dev.chit.client.watch.Dispatcher;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.VerifyKey;
import dev.chit.sessions.vault.Unlock;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What waits until somebody's devices were looked up, without a server that could be asked.
final class DeviceJobsTest {
  @TempDir Path directory;
  private ProfileStore store;
  private DeviceMail mail;

  @BeforeEach
  void open() throws Exception {
    store =
        ProfileStore.create(
            directory.resolve("alice"),
            new Unlock.NoPassphrase(),
            new SecureRandom(),
            tables -> {
              tables.profile(
                  tables.profile().toBuilder()
                      .setAccount(ByteString.copyFrom(person(0).account().bytes()))
                      .build());
              return true;
            });
    var dispatcher = new Dispatcher(store);
    mail = new DeviceMail(store, new People(store, dispatcher), dispatcher, 1);
  }

  @AfterEach
  void close() {
    mail.close();
    store.close();
  }

  @Test
  void oneContactWhoSaysALotPushesOutNothing() throws Exception {
    store.run(
        tables -> {
          mail.copy(tables, copy(person(1)));
          for (int i = 1; i <= DeviceMail.JOBS_MAX + 10; i++) {
            mail.changed(tables, person(2), DevicesChanged.newBuilder().setIndex(i).build());
          }
          mail.saidClosed(tables, person(2).account());
          mail.changed(tables, person(2), DevicesChanged.newBuilder().setIndex(5).build());
          return true;
        });
    List<DeviceJobRow> jobs = jobs();
    assertEquals(2, jobs.size());
    assertTrue(jobs.getFirst().hasCopy());
    assertEquals(DeviceMail.JOBS_MAX + 10, jobs.getLast().getIndex());
    assertTrue(jobs.getLast().getSaidClosed());
  }

  @Test
  void contentsOfOneAccountAreBoundedAndTheFirstOnesStay() throws Exception {
    store.run(
        tables -> {
          for (int i = 0; i < DeviceMail.JOBS_MAX + 10; i++) {
            mail.copy(tables, copy(person(1)));
          }
          mail.copy(tables, copy(person(3)));
          mail.changed(tables, person(1), DevicesChanged.newBuilder().setIndex(7).build());
          return true;
        });
    assertEquals(DeviceMail.JOBS_MAX + 3, jobs().size());
  }

  private List<DeviceJobRow> jobs() throws Exception {
    return store.run(tables -> tables.deviceJobs.after(0, 10_000)).stream()
        .map(Row::value)
        .toList();
  }

  private static OwnCopy copy(Person to) {
    return OwnCopy.newBuilder()
        .setRecipient(ByteString.copyFrom(to.account().bytes()))
        .setMessageId(ByteString.copyFrom(new byte[16]))
        .setContent(Content.newBuilder().setText(Text.newBuilder().setText("hello")))
        .build();
  }

  private static Person person(int number) {
    VerifyKey key = VerifyKey.of(ByteBuffer.allocate(VerifyKey.LENGTH).putInt(number).array());
    return new Person(new AccountName("member" + number), AccountId.ofKey(key), key, List.of(), 1);
  }
}
