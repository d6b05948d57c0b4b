package dev.chit.app.tui;

import dev.chit.app.console.Caller;
import dev.chit.client.ChitClient;
import dev.chit.client.Incoming;
import dev.chit.core.AccountName;
import dev.chit.core.ConversationId;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jline.utils.Signals;

/// The full-screen view: takes events one at a time, draws what came of them, and has done what
/// they ask for.
public final class Tui {
  /// How a process is asked to end.
  private static final List<String> ENDS = List.of("TERM", "HUP");

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Caller caller;

  public Tui(Caller caller) {
    this.caller = caller;
  }

  /// What the view looks like.
  public record Look(Tone tone, boolean mouse) {}

  /// Tells the view what arrives. May be called before it runs.
  ///
  /// @param line as the shell would print it
  public void arrived(Incoming incoming, Optional<String> line) {
    events.add(new Event.Arrived(incoming, line));
  }

  /// Runs until the person leaves.
  public void run(Session session, Look look) throws IOException, InterruptedException {
    var theme = Theme.of(caller.colors(), look.tone(), caller.env("COLORFGBG"));
    var painter = new Painter(theme);
    ENDS.forEach(name -> Signals.register(name, () -> events.add(new Event.Ended())));
    try (Screen screen = Screen.open(look.mouse());
        Desk desk = new Desk(session, caller, events::add)) {
      Model model =
          Model.begin(screen.columns(), screen.rows(), ZoneId.systemDefault(), "", session.words());
      session
          .client()
          .ifPresent(it -> events.add(new Event.Arrived(connection(it), Optional.empty())));
      screen.listen(events::add);
      Step step = Reducer.begin(model);
      while (true) {
        for (Effect effect : step.effects()) {
          if (effect instanceof Effect.Quit) {
            return;
          }
          carryOut(effect, screen, desk);
        }
        model = step.model();
        Event next = events.poll();
        if (next == null) {
          // Drawn only once nothing more waits: a burst costs one picture.
          screen.show(painter.paint(model), model.columns(), model.rows());
          next = events.take();
        }
        step = Reducer.reduce(model, next);
      }
    }
  }

  private static Incoming connection(ChitClient client) {
    return new Incoming.Connection(client.connectionState());
  }

  private void carryOut(Effect effect, Screen screen, Desk desk) {
    switch (effect) {
      case Effect.Load load -> desk.load(load);
      case Effect.Say(With with, String text) -> desk.say(with, text);
      case Effect.Command(String line) -> desk.command(line, new Acting());
      case Effect.Answer(Optional<String> text) -> desk.answer(text);
      case Effect.Interrupt _ -> desk.interrupt();
      case Effect.TakeBack(var id, String text) -> desk.takeBack(id, text);
      case Effect.Shown(With with, var ids) -> desk.shown(with, ids);
      case Effect.Redraw _ -> screen.forget();
      case Effect.Quit _ -> {}
    }
  }

  /// What commands do with the view: they tell it, as everything does.
  private final class Acting implements Session.Acts {
    @Override
    public void person(AccountName name) {
      events.add(new Event.Opened(new With.Person(name)));
    }

    @Override
    public void group(ConversationId id, String name) {
      events.add(new Event.Opened(new With.Group(id, name)));
    }

    @Override
    public void quit() {
      events.add(new Event.Ended());
    }
  }
}
