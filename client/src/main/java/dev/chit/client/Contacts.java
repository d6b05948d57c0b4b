package dev.chit.client;

import dev.chit.client.people.Person;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.crypto.Fingerprint;
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

  /// Everybody of a standing, in order of name. Needs no connection.
  public List<Acquaintance> all(Standing standing) throws ChitException, InterruptedException {
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
        frozen);
  }
}
