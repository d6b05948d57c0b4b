package dev.chit.client.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.client.people.People;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.GroupOutboxRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.Text;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.group.Change;
import dev.chit.core.group.GroupName;
import dev.chit.core.group.GroupRole;
import dev.chit.core.group.GroupView;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Ed25519;
import dev.chit.sessions.DeviceAddress;
import dev.chit.sessions.ReceivedSenderKey;
import dev.chit.sessions.SenderKeyShare;
import dev.chit.wire.v1.Delivery;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// People who talk in a group and change it as chance will have it, over a server that delivers
/// late and in any order, loses envelopes, repeats them, and hands every envelope to everybody.
/// What members' clients say in sessions arrives late, but in order.
final class VillageTest {
  private static final int PEOPLE = 6;
  private static final int STEPS = 120;

  @TempDir Path directory;

  private final List<Resident> people = new ArrayList<>();
  private final List<List<Said>> sessions = new ArrayList<>();
  private final List<Sent> envelopes = new ArrayList<>();

  /// Shares of sender keys that came to somebody.
  private final Map<String, List<SenderKeyShare>> hoards = new HashMap<>();

  /// For whom each text was sealed.
  private final Map<String, Set<AccountId>> meantFor = new HashMap<>();

  private final AtomicLong seconds = new AtomicLong(1_770_000_000);
  private ConversationId group = new ConversationId(0, 0);

  private record Said(Resident from, Content content) {}

  private record Sent(Resident from, ByteString id, ByteString envelope, Set<AccountId> to) {}

  @AfterEach
  void leave() {
    people.forEach(Resident::close);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 11, 19, 21, 31, 44, 60})
  void allMembersAgreeInTheEndAndNobodyElseReadAnything(int seed) throws Exception {
    var chance = new Random(seed);
    settle(chance);
    for (int step = 0; step < STEPS; step++) {
      switch (chance.nextInt(10)) {
        case 0, 1, 2 -> say(people.get(chance.nextInt(PEOPLE)), "s" + step);
        case 3, 4 -> change(people.get(chance.nextInt(PEOPLE)), chance);
        default -> deliver(chance, true);
      }
    }
    // The server does its best from here on; each says something, and hears what they missed.
    for (int round = 0; round < 4; round++) {
      settle(chance);
      for (Resident one : people) {
        say(one, "final " + round + " of " + one.name);
      }
    }
    settle(chance);
    Resident founder = people.getFirst();
    GroupView agreed = founder.view(group);
    assertTrue(agreed.members().contains(founder.account()));
    for (Resident one : people) {
      boolean member = agreed.role(one.account()).isPresent();
      if (member) {
        assertEquals(agreed, one.view(group), "seed " + seed + ", " + one.name);
        for (Resident other : people) {
          String text = "final 3 of " + other.name;
          if (other != one && agreed.role(other.account()).isPresent()) {
            assertTrue(one.texts(group).contains(text), "seed " + seed + ", " + text);
          }
        }
      }
      for (String text : one.texts(group)) {
        assertTrue(
            meantFor.getOrDefault(text, Set.of()).contains(one.account()),
            "seed " + seed + ": " + one.name + " read " + text);
      }
      assertEquals(
          new HashSet<>(one.texts(group)).size(), one.texts(group).size(), "nothing twice");
    }
  }

  /// The founder, and a group of two.
  private void settle(Random chance) throws Exception {
    if (people.isEmpty()) {
      build();
    }
    while (deliver(chance, false)) {}
  }

  private void build() throws Exception {
    for (int i = 0; i < PEOPLE; i++) {
      int me = i;
      sessions.add(new ArrayList<>());
      people.add(
          new Resident(
              "p" + i,
              directory.resolve("p" + i),
              () -> Instant.ofEpochSecond(seconds.addAndGet(60)),
              (_, to, content) -> session(me, to, content.build())));
    }
    for (Resident one : people) {
      one.store.run(
          tables -> {
            for (Resident other : people) {
              Resident.meet(tables, other.name, other.device);
            }
            return true;
          });
    }
    group = people.getFirst().create("village");
    make(people.getFirst(), new Change.Added(List.of(people.get(1).account())));
    make(people.getFirst(), new Change.RoleSet(people.get(1).account(), GroupRole.ADMIN));
  }

  private void session(int from, DeviceStatement to, Content content) {
    for (int i = 0; i < PEOPLE; i++) {
      if (people.get(i).account().equals(to.account())) {
        sessions.get(i).add(new Said(people.get(from), content));
      }
    }
  }

  // ── what people do ──

  private void say(Resident who, String text) throws Exception {
    who.store.run(
        tables -> {
          var view = GroupRows.view(tables, group);
          if (view.isPresent() && view.get().role(who.account()).isPresent()) {
            meantFor.put(text, Set.copyOf(view.get().members()));
            Content.Builder content = Content.newBuilder().setText(Text.newBuilder().setText(text));
            who.mail.post.post(
                tables, who.poster, view.get(), who.mail.post.newMessageId(), content);
          }
          return true;
        });
    collect(who);
  }

  private void change(Resident who, Random chance) throws Exception {
    AccountId somebody = people.get(1 + chance.nextInt(PEOPLE - 1)).account();
    boolean founder = who == people.getFirst();
    make(
        who,
        switch (chance.nextInt(7)) {
          case 0, 1, 2 -> new Change.Added(List.of(somebody));
          case 3 -> new Change.Removed(List.of(somebody));
          case 4 -> founder ? new Change.RoleSet(somebody, GroupRole.ADMIN) : new Change.Left();
          case 5 -> new Change.RoleSet(somebody, GroupRole.ADMIN);
          default -> new Change.Named(new GroupName("n" + chance.nextInt(1000)));
        });
  }

  private void make(Resident who, Change change) throws Exception {
    who.store.run(
        tables -> {
          var list = GroupRows.list(tables, group);
          if (list.isPresent()) {
            var _ = who.mail.changes.make(tables, who.poster, list.get(), change);
          }
          return true;
        });
    collect(who);
  }

  /// Takes what goes out to the group.
  private void collect(Resident who) throws Exception {
    for (GroupOutboxRow row : who.store.run(VillageTest::take)) {
      Set<AccountId> to = new HashSet<>();
      Addresses.split(row.getPending()).forEach(it -> to.add(Addresses.account(it)));
      envelopes.add(new Sent(who, row.getEnvelopeId(), row.getEnvelope(), to));
    }
  }

  private static List<GroupOutboxRow> take(Tables tables) throws SQLException {
    List<GroupOutboxRow> rows =
        tables.groups.outbox.after(0, 1_000).stream().map(Row::value).toList();
    tables.groups.outbox.removeThrough(Long.MAX_VALUE);
    return rows;
  }

  // ── what the server does ──

  /// Delivers something.
  ///
  /// @return false if nothing was left
  private boolean deliver(Random chance, boolean badly) throws Exception {
    boolean session = chance.nextInt(3) == 0;
    if (!badly) {
      session = sessions.stream().anyMatch(one -> !one.isEmpty());
      if (!session && envelopes.isEmpty()) {
        return false;
      }
    }
    if (session) {
      sessionTo(chance.nextInt(PEOPLE), badly);
    } else if (!envelopes.isEmpty()) {
      Sent sent = envelopes.get(chance.nextInt(envelopes.size()));
      int luck = badly ? chance.nextInt(10) : 9;
      if (luck > 0) {
        for (Resident one : people) {
          envelopeTo(one, sent);
        }
      }
      if (luck != 1) {
        envelopes.remove(sent);
      }
    }
    return true;
  }

  private void sessionTo(int first, boolean badly) throws Exception {
    for (int i = 0; i < PEOPLE; i++) {
      int at = (first + i) % PEOPLE;
      if (!sessions.get(at).isEmpty()) {
        Said said = sessions.get(at).removeFirst();
        Resident to = people.get(at);
        if (said.content().getGroup().hasKey()) {
          hoards
              .computeIfAbsent(to.name, _ -> new ArrayList<>())
              .add(
                  SenderKeyShare.parse(
                      said.content().getGroup().getKey().getShare().toByteArray()));
        }
        var from = to.store.run(t -> People.known(t, said.from().account()));
        to.store.run(
            tables -> {
              to.mail.content(
                  tables,
                  from.orElseThrow(),
                  said.from().device,
                  said.content().getGroup(),
                  1,
                  to.poster);
              return true;
            });
        collect(to);
        if (badly) {
          return;
        }
      }
    }
  }

  private void envelopeTo(Resident to, Sent sent) throws Exception {
    if (to == sent.from()) {
      return;
    }
    if (!sent.to().contains(to.account())) {
      // A server that hands out everything: whom it was not meant for has no key that opens it.
      assertFalse(opens(to, sent), to.name);
      return;
    }
    var from = to.store.run(t -> People.known(t, sent.from().account()));
    to.store.run(
        tables -> {
          to.mail.envelope(
              tables,
              from.orElseThrow(),
              sent.from().device,
              Delivery.newBuilder()
                  .setSender(ByteString.copyFrom(sent.from().account().bytes()))
                  .setSenderDevice(1)
                  .setId(sent.id())
                  .setEnvelope(sent.envelope())
                  .build(),
              to.poster);
          return true;
        });
    collect(to);
  }

  /// With any sender key that they were ever given: a client forgets them, a thief does not.
  private boolean opens(Resident thief, Sent sent) {
    var from = new DeviceAddress(sent.from().account(), 1);
    return hoards.getOrDefault(thief.name, List.of()).stream()
        .map(share -> ReceivedSenderKey.of(group, from, share))
        .map(key -> key.open(from, sent.envelope().toByteArray(), Ed25519.verifier()))
        .anyMatch(ReceivedSenderKey.Opened.class::isInstance);
  }
}
