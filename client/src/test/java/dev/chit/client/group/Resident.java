package dev.chit.client.group;

import com.google.protobuf.ByteString;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ContactRow;
import dev.chit.client.state.v1.ProfileRow;
import dev.chit.client.talk.Poster;
import dev.chit.client.watch.Dispatcher;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.group.GroupChange;
import dev.chit.core.group.GroupName;
import dev.chit.core.group.GroupView;
import dev.chit.core.group.MembershipList;
import dev.chit.core.group.Nonce;
import dev.chit.core.group.SignedChange;
import dev.chit.crypto.AgreementKey;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.SigningKey;
import dev.chit.sessions.DeviceAddress;
import dev.chit.sessions.vault.Unlock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/// Somebody with a profile and what a client does for groups, but without server and sessions.
final class Resident implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  final String name;
  final SigningKey identity = SigningKey.generate();
  final DeviceStatement device;
  final ProfileStore store;
  final GroupMail mail;
  final Poster poster;

  Resident(String name, Path home, InstantSource clock, Poster poster) throws Exception {
    this.name = name;
    this.poster = poster;
    this.device = device(identity);
    this.store =
        ProfileStore.create(
            home,
            new Unlock.NoPassphrase(),
            RANDOM,
            tables -> {
              ByteString account = ByteString.copyFrom(device.account().bytes());
              tables.profile(ProfileRow.newBuilder().setAccount(account).setName(name).build());
              return true;
            });
    var dispatcher = new Dispatcher(store);
    this.mail =
        new GroupMail(
            store,
            new People(store, dispatcher),
            dispatcher,
            identity,
            new DeviceAddress(device.account(), 1),
            RANDOM,
            clock);
  }

  static DeviceStatement device(SigningKey identity) {
    try (SigningKey key = SigningKey.generate()) {
      var agreement = new byte[AgreementKey.LENGTH];
      RANDOM.nextBytes(agreement);
      return DeviceStatement.sign(
          identity, 1, key.verifyKey(), AgreementKey.of(agreement), 1_700_000_000);
    }
  }

  AccountId account() {
    return device.account();
  }

  Person person() throws Exception {
    return store.run(tables -> People.known(tables, account()).orElseThrow());
  }

  static void meet(Tables tables, String name, DeviceStatement device) throws SQLException {
    tables.contacts.put(
        device.account().bytes(),
        name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII),
        ContactRow.newBuilder()
            .setAccount(ByteString.copyFrom(device.account().bytes()))
            .setName(name)
            .setIdentity(ByteString.copyFrom(device.identity().bytes()))
            .addDevices(ByteString.copyFrom(device.encode()))
            .build());
  }

  ConversationId create(String group) throws Exception {
    var nonce = new byte[Nonce.LENGTH];
    RANDOM.nextBytes(nonce);
    SignedChange created =
        mail.changes.sign(
            GroupChange.create(identity.verifyKey(), new GroupName(group), Nonce.of(nonce), 1));
    return store.run(
        tables -> {
          MembershipList list = MembershipList.of(created);
          GroupRows.keep(tables, list, List.of(created));
          return list.group();
        });
  }

  GroupView view(ConversationId group) throws Exception {
    return store.run(tables -> GroupRows.view(tables, group).orElseThrow());
  }

  /// Bodies of the messages of a group, oldest first.
  List<String> texts(ConversationId group) throws Exception {
    return store.run(
        tables ->
            tables.messages.tagged(group.bytes(), Long.MAX_VALUE, 10_000).reversed().stream()
                .map(row -> row.value().getText())
                .toList());
  }

  @Override
  public void close() {
    store.close();
    identity.destroy();
  }
}
