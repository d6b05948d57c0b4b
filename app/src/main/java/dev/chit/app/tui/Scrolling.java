package dev.chit.app.tui;

import java.util.List;
import java.util.Optional;

/// What part of a long thing is shown.
final class Scrolling {
  private Scrolling() {}

  /// A page, less a line that stays.
  static int page(Model model) {
    return Math.max(1, Layout.of(model).roomRows() - 1);
  }

  /// @param up lines towards the beginning, negative towards the end
  static Step by(Model model, int up) {
    if (model.panel() instanceof Panel.Reading reading) {
      return Step.of(
          model.panel(
              new Panel.Reading(
                  reading.title(),
                  reading.lines(),
                  clamped(reading.scroll() - up, reading.lines().size(), model))));
    }
    if (model.view() == Model.View.WALLET) {
      Wallet wallet = model.wallet();
      return Step.of(
          model.wallet(
              wallet.scrolled(clamped(wallet.scroll() - up, wallet.entries().size(), model))));
    }
    return room(model, up);
  }

  private static int clamped(int scroll, int lines, Model model) {
    return Math.clamp(scroll, 0, Math.max(0, lines - Layout.of(model).roomRows()));
  }

  private static Step room(Model model, int up) {
    Room room = model.room();
    Layout layout = Layout.of(model);
    int rows = layout.roomRows();
    int wanted = Math.max(0, room.scroll() + up);
    int lines = RoomView.count(model, layout.roomColumns(), wanted + rows);
    int scroll = Math.clamp(wanted, 0, Math.max(0, lines - rows));
    Room now = room.scrolled(scroll, scroll == 0 ? 0 : room.fresh());
    boolean atTop = up > 0 && lines < wanted + rows;
    Optional<Entry> first = now.first();
    if (atTop && room.more() && !room.loading() && first.isPresent() && room.with().isPresent()) {
      return Step.of(
          model.room(now.loading(true)),
          new Effect.LoadOlder(room.with().get(), first.get().position(), first.get().at()));
    }
    return scroll == 0 && room.scroll() > 0 && room.with().isPresent()
        ? Step.of(model.room(now), new Effect.LoadNewest(room.with().get(), now.loaded()))
        : Step.of(model.room(now));
  }

  /// What is looked at stays where it is while new things come in below.
  ///
  /// @param last what was the last one before
  static Model stays(Model model, Entry last) {
    Room room = model.room();
    List<Entry> all = room.entries();
    int added = 0;
    while (added < all.size() && !isSame(all.get(all.size() - 1 - added), last)) {
      added++;
    }
    if (added == all.size()) {
      return model;
    }
    int lines = RoomView.tail(model, added, Layout.of(model).roomColumns());
    return model.room(room.scrolled(room.scroll() + lines, room.fresh() + added));
  }

  /// The same thing, whatever has become of it.
  private static boolean isSame(Entry one, Entry other) {
    return one.position() == other.position()
        && one.at().equals(other.at())
        && one.getClass().equals(other.getClass());
  }

  /// Within bounds, after the size has changed.
  static Model held(Model model) {
    return by(list(model), 0).model();
  }

  /// The list so that the open conversation is in it.
  static Model list(Model model) {
    int rows = Layout.of(model).bodyRows() - PeopleView.HEAD;
    int open = -1;
    for (int i = 0; i < model.people().size(); i++) {
      open = model.room().isOf(model.people().get(i).with()) ? i : open;
    }
    int first = clampedFirst(model, model.first());
    if (open >= 0 && open < first) {
      first = open;
    } else if (open >= first + rows) {
      first = open - rows + 1;
    }
    return model.first(first);
  }

  static Model list(Model model, int down) {
    return model.first(clampedFirst(model, model.first() + down));
  }

  private static int clampedFirst(Model model, int first) {
    int rows = Layout.of(model).bodyRows() - PeopleView.HEAD;
    return Math.clamp(first, 0, Math.max(0, model.people().size() - rows));
  }
}
