package dev.chit.app.tui;

import dev.chit.client.ConnectionState;
import dev.chit.core.MessageId;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All that the view knows. Changed by [Reducer] alone.
///
/// @param me this account's name
/// @param online folded names of those who are
/// @param unread of each conversation, what came and was not shown
/// @param first the first line of the list that is shown
/// @param drafts what stands half written in other conversations
/// @param mine the texts that were sent here, oldest first
/// @param said lines for the person, until they do the next thing
/// @param busy what is under way, empty for nothing
record Model(
    int columns,
    int rows,
    ZoneId zone,
    String me,
    ConnectionState connection,
    Wallet wallet,
    List<Word> words,
    List<Conversation> people,
    Set<String> online,
    Map<With, Set<MessageId>> unread,
    int first,
    Room room,
    View view,
    Composer composer,
    Map<With, String> drafts,
    List<MessageId> mine,
    List<String> said,
    String busy,
    Panel panel) {
  /// Texts that can be taken back by a key.
  private static final int MINE_MAX = 50;

  /// Of one conversation; more are not counted.
  static final int UNREAD_MAX = 1_000;

  enum View {
    TALK,
    WALLET,
    /// The list of people, where the screen is too narrow for both.
    PEOPLE
  }

  Model {
    words = List.copyOf(words);
    people = List.copyOf(people);
    online = Set.copyOf(online);
    unread = Map.copyOf(unread);
    drafts = Map.copyOf(drafts);
    mine = List.copyOf(mine);
    said = List.copyOf(said);
  }

  static Model begin(int columns, int rows, ZoneId zone, String me, List<Word> words) {
    return new Model(
        columns,
        rows,
        zone,
        me,
        ConnectionState.CONNECTING,
        Wallet.UNKNOWN,
        words,
        List.of(),
        Set.of(),
        Map.of(),
        0,
        Room.NONE,
        View.PEOPLE,
        Composer.EMPTY,
        Map.of(),
        List.of(),
        List.of(),
        "",
        Panel.NONE);
  }

  /// The conversation's line in the list, if there is one.
  Optional<Conversation> conversation(With with) {
    return people.stream().filter(it -> it.with().equals(with)).findFirst();
  }

  int unread(With with) {
    return unread.getOrDefault(with, Set.of()).size();
  }

  List<String> names() {
    return people.stream().map(Conversation::title).toList();
  }

  /// Whether the end of the open conversation is on the screen, so that what comes is seen.
  boolean showsRoom() {
    Layout layout = Layout.of(this);
    boolean chosen = view == View.TALK || (view == View.PEOPLE && !layout.isNarrow());
    return chosen
        && room.scroll() == 0
        && !(panel instanceof Panel.Reading)
        && !layout.isTooSmall();
  }

  Model size(int newColumns, int newRows) {
    return new Change(this).size(newColumns, newRows).model();
  }

  Model connection(ConnectionState now) {
    return new Change(this).connection(now).model();
  }

  Model wallet(Wallet now) {
    return new Change(this).wallet(now).model();
  }

  Model me(String now) {
    return new Change(this).me(now).model();
  }

  Model people(List<Conversation> now) {
    return new Change(this).people(now).model();
  }

  Model online(Set<String> now) {
    return new Change(this).online(now).model();
  }

  Model first(int now) {
    return new Change(this).first(now).model();
  }

  Model room(Room now) {
    return new Change(this).room(now).model();
  }

  Model view(View now) {
    return new Change(this).view(now).model();
  }

  Model composer(Composer now) {
    return new Change(this).composer(now).model();
  }

  Model said(List<String> lines) {
    return new Change(this).said(lines).model();
  }

  Model busy(String what) {
    return new Change(this).busy(what).model();
  }

  Model panel(Panel now) {
    return new Change(this).panel(now).model();
  }

  Model arrived(With with, MessageId id) {
    var all = new HashMap<>(unread);
    var ids = new HashSet<>(all.getOrDefault(with, Set.of()));
    if (ids.size() < UNREAD_MAX) {
      ids.add(id);
    }
    all.put(with, Set.copyOf(ids));
    return new Change(this).unread(all).model();
  }

  Model allRead(With with) {
    var all = new HashMap<>(unread);
    all.remove(with);
    return new Change(this).unread(all).model();
  }

  Model draft(With with, String text) {
    var all = new HashMap<>(drafts);
    if (text.isEmpty()) {
      all.remove(with);
    } else {
      all.put(with, text);
    }
    return new Change(this).drafts(all).model();
  }

  Model mine(MessageId id) {
    var all = new ArrayList<>(mine.size() < MINE_MAX ? mine : mine.subList(1, mine.size()));
    all.add(id);
    return new Change(this).mine(all).model();
  }

  Model notMine(MessageId id) {
    return new Change(this).mine(mine.stream().filter(it -> !it.equals(id)).toList()).model();
  }

  /// Without what was written and said.
  @Override
  public String toString() {
    return "Model[" + columns + "x" + rows + "]";
  }
}
