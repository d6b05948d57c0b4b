package dev.chit.client;

import dev.chit.client.link.LinkDesk;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import java.util.ArrayList;
import java.util.List;

/// Direct links with contacts' clients: what is sent goes by them while they are up, and by the
/// server otherwise.
///
/// ```java
/// client.links().allow(true); // the member's word, kept in the profile
/// client.links().open(); // this process stays: it listens, offers and dials
/// ```
public final class Links {
  private final Engine engine;

  Links(Engine engine) {
    this.engine = engine;
  }

  /// Lets contacts, and nobody else, know this machine's addresses and connect; or no longer. Off
  /// until the member says so.
  public void allow(boolean allowed) throws ChitException, InterruptedException {
    engine.terms();
    engine.links.allow(allowed);
  }

  /// From now on this client holds links whenever they are allowed, until it is closed. For
  /// processes that stay.
  public void open() {
    engine.links.open();
    engine.fileDesk.stay();
  }

  /// Needs no connection.
  public LinkStatus status() throws ChitException, InterruptedException {
    boolean allowed = engine.links.isAllowed();
    List<LinkDesk.Up> up = engine.links.up();
    return engine.store.run(
        tables -> {
          var peers = new ArrayList<LinkStatus.Peer>();
          for (LinkDesk.Up one : up) {
            peers.add(peer(People.known(tables, one.device().account()).orElseThrow(), one));
          }
          return new LinkStatus(allowed, engine.links.port(), peers);
        });
  }

  private static LinkStatus.Peer peer(Person person, LinkDesk.Up up) {
    return new LinkStatus.Peer(
        person.name(), person.account(), up.device().device(), up.dialled(), up.since());
  }
}
