package dev.chit.client;

import dev.chit.client.people.Person;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.SafetyNumber;
import java.util.List;

/// Whom this account talks with: contacts, strangers who ask, and who was refused or blocked.
///
/// ```java
/// for (Acquaintance stranger : client.contacts().all(Standing.ASKING)) {
///   client.contacts().accept(stranger.name());
/// }
/// ```
public final class Contacts {
  private final Engine engine;

  Contacts(Engine engine) {
    this.engine = engine;
  }

  /// Makes somebody a contact. What they sent so far arrives now. Again changes nothing.
  ///
  /// @throws ChitRefusedException `blocked`
  public Acquaintance accept(AccountName name) throws ChitException, InterruptedException {
    return engine.contactDesk.accept(engine.person(name));
  }

  /// Says to somebody who asks to talk that this account does not want to; what they send later is
  /// dropped. Again changes nothing.
  ///
  /// @throws ChitRefusedException `no-talk-request`
  public Acquaintance refuse(AccountName name) throws ChitException, InterruptedException {
    return engine.contactDesk.refuse(engine.person(name));
  }

  /// Drops whatever somebody sends from now on; they are told nothing.
  public Acquaintance block(AccountName name) throws ChitException, InterruptedException {
    return engine.contactDesk.block(engine.person(name));
  }

  /// Whom this account had blocked is a stranger again.
  ///
  /// @throws ChitRefusedException `not-blocked`
  public Acquaintance unblock(AccountName name) throws ChitException, InterruptedException {
    return engine.contactDesk.unblock(engine.person(name));
  }

  /// How this account stands with somebody.
  public Acquaintance of(AccountName name) throws ChitException, InterruptedException {
    return engine.contactDesk.of(engine.person(name));
  }

  /// Who may see that this account is online. Needs no connection.
  public Visibility visibility() throws ChitException, InterruptedException {
    return engine.sight.visibility();
  }

  /// Says who may see that this account is online, from now on. Without a connection it holds from
  /// the next one on.
  public void show(Visibility to) throws ChitException, InterruptedException {
    engine.sight.show(to);
  }

  /// What two people compare to be sure of each other's keys: the same at both ends.
  public SafetyNumber safetyNumber(AccountName name) throws ChitException, InterruptedException {
    return SafetyNumber.of(engine.whoami().identity(), engine.person(name).identity());
  }

  /// Notes that the safety number was compared. The mark is lost when the server names another key.
  public Acquaintance verified(AccountName name) throws ChitException, InterruptedException {
    return engine.contactDesk.verified(engine.person(name));
  }

  /// Everybody of a standing, in order of name. Needs no connection.
  public List<Acquaintance> all(Standing standing) throws ChitException, InterruptedException {
    engine.catchUp();
    return engine.contactDesk.all(standing);
  }

  /// People met before, contacts or not, in order of name; whether they are online or frozen is not
  /// known. Needs no connection.
  public List<Contact> met() throws ChitException {
    AccountId me = engine.self().account();
    return engine.people.all().stream()
        .filter(person -> !person.account().equals(me))
        .map(person -> contact(person, false, false))
        .toList();
  }

  static Contact contact(Person person, boolean online, boolean frozen) {
    return new Contact(
        person.name(),
        person.account(),
        person.identity(),
        Fingerprint.ofKey(person.identity()),
        online,
        frozen,
        person.isClosed());
  }
}
