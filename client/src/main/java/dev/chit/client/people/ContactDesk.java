package dev.chit.client.people;

import dev.chit.client.Acquaintance;
import dev.chit.client.ChitException;
import dev.chit.client.Standing;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.StandingRow;
import dev.chit.client.talk.Talk;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.TalkAnswer;
import dev.chit.core.AccountId;
import dev.chit.crypto.Fingerprint;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What this profile decides about people.
public final class ContactDesk {
  private static final int ALL = 100_000;

  private final ProfileStore store;
  private final Talk talk;
  private final Sight sight;

  public ContactDesk(ProfileStore store, Talk talk, Sight sight) {
    this.store = store;
    this.talk = talk;
    this.sight = sight;
  }

  /// @throws dev.chit.client.ChitRefusedException `blocked`
  public Acquaintance accept(Person person) throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          talk.befriend(tables, person);
          return acquaintance(tables, person);
        });
  }

  /// Tells somebody who asks to talk that this account does not want to. Again changes nothing.
  ///
  /// @throws dev.chit.client.ChitRefusedException `no-talk-request`
  public Acquaintance refuse(Person person) throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          if (Consent.refuse(tables, person)) {
            talk.post(
                tables,
                person,
                Content.newBuilder()
                    .setTalkAnswer(TalkAnswer.newBuilder().setVerdict(TalkAnswer.Verdict.REFUSED)));
          }
          return acquaintance(tables, person);
        });
  }

  /// Drops whatever somebody sends from now on, and what is held back of them.
  public Acquaintance block(Person person) throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          Consent.block(tables, person);
          tables.afterCommit(sight::changed);
          return acquaintance(tables, person);
        });
  }

  /// Whom this account had blocked is a stranger again.
  ///
  /// @throws dev.chit.client.ChitRefusedException `not-blocked`
  public Acquaintance unblock(Person person) throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          Consent.unblock(tables, person);
          tables.afterCommit(sight::changed);
          return acquaintance(tables, person);
        });
  }

  /// Marks somebody's key as compared.
  public Acquaintance verified(Person person) throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          KeyChecks.verified(tables, person.account());
          return acquaintance(tables, person);
        });
  }

  public Acquaintance of(Person person) throws ChitException, InterruptedException {
    return store.run(tables -> acquaintance(tables, person));
  }

  /// Everybody of a standing, in order of name.
  public List<Acquaintance> all(Standing standing) throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          var found = new ArrayList<Acquaintance>();
          for (StandingRow row : Standings.all(tables, standing, ALL)) {
            AccountId account = AccountId.of(row.getAccount().toByteArray());
            Optional<Person> person = People.known(tables, account);
            if (person.isPresent()) {
              found.add(acquaintance(tables, person.get()));
            }
          }
          found.sort(Comparator.comparing(one -> one.name().folded()));
          return found;
        });
  }

  private static Acquaintance acquaintance(Tables tables, Person person) throws SQLException {
    StandingRow row = Standings.row(tables, person.account());
    return new Acquaintance(
        person.name(),
        person.account(),
        Fingerprint.ofKey(person.identity()),
        Standings.of(row),
        KeyChecks.of(row),
        person.isClosed(),
        row.getTexts(),
        row.getHeld(),
        row.getDropped());
  }
}
