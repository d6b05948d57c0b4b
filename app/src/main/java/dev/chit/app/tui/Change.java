package dev.chit.app.tui;

import dev.chit.client.ConnectionState;
import dev.chit.core.MessageId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A model, with some parts changed.
final class Change {
  private final Model was;
  private int columns;
  private int rows;
  private String me;
  private ConnectionState connection;
  private Wallet wallet;
  private List<Conversation> people;
  private Set<String> online;
  private Map<With, Set<MessageId>> unread;
  private int first;
  private Room room;
  private Model.View view;
  private Composer composer;
  private Map<With, String> drafts;
  private List<MessageId> mine;
  private List<String> said;
  private String busy;
  private Panel panel;

  Change(Model was) {
    this.was = was;
    columns = was.columns();
    rows = was.rows();
    me = was.me();
    connection = was.connection();
    wallet = was.wallet();
    people = was.people();
    online = was.online();
    unread = was.unread();
    first = was.first();
    room = was.room();
    view = was.view();
    composer = was.composer();
    drafts = was.drafts();
    mine = was.mine();
    said = was.said();
    busy = was.busy();
    panel = was.panel();
  }

  Model model() {
    return new Model(
        columns,
        rows,
        was.zone(),
        me,
        connection,
        wallet,
        was.words(),
        people,
        online,
        unread,
        first,
        room,
        view,
        composer,
        drafts,
        mine,
        said,
        busy,
        panel);
  }

  Change size(int newColumns, int newRows) {
    columns = newColumns;
    rows = newRows;
    return this;
  }

  Change me(String now) {
    me = now;
    return this;
  }

  Change connection(ConnectionState now) {
    connection = now;
    return this;
  }

  Change wallet(Wallet now) {
    wallet = now;
    return this;
  }

  Change people(List<Conversation> now) {
    people = now;
    return this;
  }

  Change online(Set<String> now) {
    online = now;
    return this;
  }

  Change unread(Map<With, Set<MessageId>> now) {
    unread = now;
    return this;
  }

  Change first(int now) {
    first = now;
    return this;
  }

  Change room(Room now) {
    room = now;
    return this;
  }

  Change view(Model.View now) {
    view = now;
    return this;
  }

  Change composer(Composer now) {
    composer = now;
    return this;
  }

  Change drafts(Map<With, String> now) {
    drafts = now;
    return this;
  }

  Change mine(List<MessageId> now) {
    mine = now;
    return this;
  }

  Change said(List<String> now) {
    said = now;
    return this;
  }

  Change busy(String now) {
    busy = now;
    return this;
  }

  Change panel(Panel now) {
    panel = now;
    return this;
  }
}
