package dev.chit.app.tui;

import dev.chit.client.ConnectionState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// How the view changes: one pure function, without terminal, client or clock.
final class Reducer {
  private static final int WHEEL = 3;

  private Reducer() {}

  /// What is asked for at the beginning.
  static Step begin(Model model) {
    return Step.of(
        model, new Effect.LoadPeople(), new Effect.LoadWallet(), new Effect.LoadOnline());
  }

  static Step reduce(Model model, Event event) {
    return switch (event) {
      case Event.Key(Press press) -> Keyboard.press(model, press);
      case Event.Typed(String text) -> Keyboard.typed(model, text);
      case Event.Click(int column, int row) -> click(model, column, row);
      case Event.Wheel(int column, int _, boolean up) -> wheel(model, column, up);
      case Event.Resized(int columns, int rows) -> {
        Model now = model.size(columns, rows);
        yield new Step(Scrolling.held(now), List.of(new Effect.Redraw()));
      }
      case Event.Ended _ -> Step.of(model, new Effect.Quit());
      case Event.Arrived arrived -> Arriving.reduce(model, arrived);
      case Event.People(String me, List<Conversation> people) -> people(model.me(me), people);
      case Event.Online(var names) -> Step.of(model.online(names));
      case Event.Purse(Wallet wallet) ->
          Step.of(model.wallet(wallet.scrolled(model.wallet().scroll())));
      case Event.Page page -> page(model, page);
      case Event.Sent sent -> sent(model, sent);
      case Event.TakenBack(var id, String text) -> takenBack(model.notMine(id), text);
      case Event.Finished(String command, List<String> lines) ->
          finished(model.busy(""), command, lines);
      case Event.Progress(String line) -> Step.of(model.busy(line));
      case Event.Asked(String prompt, boolean secret) ->
          Step.of(model.panel(new Panel.Question(prompt, secret, Composer.EMPTY)));
      case Event.Opened(With with) -> open(model, with);
      case Event.Failed(String sentence) -> Step.of(model.said(List.of(sentence)));
    };
  }

  /// Opens a conversation; what stands half written is kept for when one comes back.
  static Step open(Model model, With with) {
    Model now = model;
    if (!model.room().isOf(with)) {
      if (model.room().with().isPresent()) {
        now = now.draft(model.room().with().get(), model.composer().text());
      }
      now = now.room(Room.of(with)).composer(now.composer().holding(draft(now, with)));
    }
    now = now.view(Model.View.TALK).panel(Panel.NONE).said(List.of());
    return Step.of(
        Scrolling.list(now.allRead(with)), new Effect.LoadNewest(with, now.room().loaded()));
  }

  private static String draft(Model model, With with) {
    return model.drafts().getOrDefault(with, "");
  }

  private static Step people(Model model, List<Conversation> people) {
    var all = new ArrayList<>(people);
    Optional<With> open = model.room().with();
    if (open.isPresent() && people.stream().noneMatch(it -> it.with().equals(open.get()))) {
      // Somebody to whom nothing was said yet.
      model.conversation(open.get()).ifPresent(all::addFirst);
    }
    return Step.of(Scrolling.list(model.people(all)));
  }

  private static Step page(Model model, Event.Page page) {
    if (!model.room().isOf(page.with())) {
      return Step.of(model);
    }
    Room room = model.room();
    if (page.before().isPresent()) {
      boolean fits = room.first().map(Entry::position).equals(page.before());
      return Step.of(
          model.room(fits ? room.older(page.entries(), page.more()) : room.loading(false)));
    }
    Optional<Entry> last =
        room.entries().isEmpty() ? Optional.empty() : Optional.of(room.entries().getLast());
    Model now = model.room(room.newest(page.entries(), page.more()));
    now = room.scroll() > 0 && last.isPresent() ? Scrolling.stays(now, last.get()) : now;
    if (!model.showsRoom()) {
      return Step.of(now);
    }
    return Step.of(now.allRead(page.with()), new Effect.Shown(page.with(), now.room().seen()));
  }

  private static Step sent(Model model, Event.Sent sent) {
    Model now = model;
    boolean isOpen = model.room().isOf(sent.with());
    if (isOpen) {
      now = now.room(model.room().sent(sent.text()));
    }
    if (sent.id().isPresent()) {
      now = now.mine(sent.id().get());
    } else if (isOpen && now.composer().isEmpty()) {
      now = now.composer(now.composer().with(sent.text()));
    } else {
      now = now.draft(sent.with(), sent.text());
    }
    now = sent.problem().isPresent() ? now.said(List.of(sent.problem().get())) : now;
    Step step = Step.of(now, new Effect.LoadPeople());
    return isOpen ? step.and(new Effect.LoadNewest(sent.with(), now.room().loaded())) : step;
  }

  private static Step takenBack(Model model, String text) {
    Model now = model.said(List.of("Taken back. Who has read it already still knows it."));
    if (now.composer().isEmpty()) {
      now = now.composer(now.composer().with(text));
    }
    return now.room().with().isEmpty()
        ? Step.of(now)
        : Step.of(now, new Effect.LoadNewest(now.room().with().get(), now.room().loaded()));
  }

  private static Step finished(Model model, String command, List<String> lines) {
    Model now = model.panel() instanceof Panel.Question ? model.panel(Panel.NONE) : model;
    boolean isShort = lines.size() <= Layout.SAID_MAX;
    now =
        isShort
            ? now.said(lines)
            : now.panel(new Panel.Reading("/" + command, wrapped(now, lines), 0));
    var effects = new ArrayList<Effect>();
    effects.add(new Effect.LoadPeople());
    effects.add(new Effect.LoadWallet());
    if (now.room().with().isPresent()) {
      effects.add(new Effect.LoadNewest(now.room().with().get(), now.room().loaded()));
    }
    return new Step(now, effects);
  }

  private static List<String> wrapped(Model model, List<String> lines) {
    int columns = Layout.of(model).roomColumns() - 2;
    var all = new ArrayList<String>();
    lines.forEach(line -> all.addAll(Text.wrap(line, columns)));
    return all;
  }

  private static Step click(Model model, int column, int row) {
    Layout layout = Layout.of(model);
    if (row == 0) {
      return Keyboard.press(model, Press.WALLET);
    }
    boolean inList =
        layout.showsList(model)
            && row <= layout.bodyRows()
            && (layout.isNarrow() || column < layout.side());
    if (!inList || model.panel() instanceof Panel.Question) {
      return Step.of(model);
    }
    return PeopleView.at(model, row - 1).map(it -> open(model, it.with())).orElse(Step.of(model));
  }

  private static Step wheel(Model model, int column, boolean up) {
    Layout layout = Layout.of(model);
    boolean inList = layout.showsList(model) && (layout.isNarrow() || column < layout.side());
    return inList && model.panel() instanceof Panel.None
        ? Step.of(Scrolling.list(model, up ? -WHEEL : WHEEL))
        : Scrolling.by(model, up ? WHEEL : -WHEEL);
  }

  /// As the client says; what was missed meanwhile is asked for.
  static Step connection(Model model, ConnectionState state) {
    Model now = model.connection(state);
    return switch (state) {
      case CONNECTED ->
          Step.of(now, new Effect.LoadPeople(), new Effect.LoadOnline(), new Effect.LoadWallet());
      case OFFLINE, CONNECTING, WAITING, NOT_TRUSTED, CLOSED ->
          Step.of(now.online(new HashSet<>()));
    };
  }
}
