package dev.chit.app.tui;

import dev.chit.client.Incoming;
import dev.chit.core.AccountName;
import dev.chit.core.MessageId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What arrives says what has changed, not how: the view asks for it anew. So nothing goes wrong
/// when news comes twice, late or in another order.
final class Arriving {
  private Arriving() {}

  static Step reduce(Model model, Event.Arrived arrived) {
    return switch (arrived.incoming()) {
      case Incoming.Message it -> text(model, new With.Person(new AccountName(it.from())), it.id());
      case Incoming.GroupMessage it ->
          text(model, new With.Group(it.group(), it.groupName()), it.id());
      case Incoming.MessageEdited _,
          Incoming.MessageDeleted _,
          Incoming.MessageMoved _,
          Incoming.DisappearAfter _ ->
          changed(model);
      case Incoming.Presence(String name, var _, boolean online) ->
          Step.of(presence(model, name, online));
      case Incoming.Connection(var state) -> Reducer.connection(model, state);
      case Incoming.MemoAttached _ -> money(model);
      case Incoming.TalkRequest _,
          Incoming.TalkRefused _,
          Incoming.GroupNews _,
          Incoming.File _,
          Incoming.Warning _ ->
          said(changed(model), arrived.line());
      case Incoming.Payment _,
          Incoming.PaymentSettled _,
          Incoming.PaymentRefused _,
          Incoming.ChitMoved _,
          Incoming.Request _ ->
          said(money(model), arrived.line());
    };
  }

  private static Step text(Model model, With with, MessageId id) {
    boolean isSeen = model.room().isOf(with) && model.showsRoom();
    return changed(isSeen ? model : model.arrived(with, id));
  }

  /// The list's order, and the open conversation.
  private static Step changed(Model model) {
    var effects = new ArrayList<Effect>();
    effects.add(new Effect.LoadPeople());
    if (model.room().with().isPresent()) {
      effects.add(new Effect.LoadNewest(model.room().with().get(), model.room().loaded()));
    }
    return new Step(model, effects);
  }

  private static Step money(Model model) {
    return changed(model).and(new Effect.LoadWallet());
  }

  private static Step said(Step step, Optional<String> line) {
    if (line.isEmpty()) {
      return step;
    }
    return new Step(step.model().said(List.of(line.get())), step.effects());
  }

  private static Model presence(Model model, String name, boolean online) {
    var names = new HashSet<>(model.online());
    if (online) {
      names.add(name.toLowerCase(Locale.ROOT));
    } else {
      names.remove(name.toLowerCase(Locale.ROOT));
    }
    return model.online(names);
  }
}
