package dev.chit.app.tui;

import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.MessageState;
import dev.chit.core.AccountName;
import dev.chit.core.MessageId;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Does what the view asks for, and tells it how that went. Texts leave in their order; commands
/// run one at a time; of what is to be loaded, the same thing waits once.
final class Desk implements AutoCloseable {
  private final Session session;
  private final Caller caller;
  private final Consumer<Event> events;
  private final ExecutorService texts = one("texts");
  private final ExecutorService commands = one("commands");
  private final ExecutorService marks = one("marks");
  private final Thread loading;
  private final Set<Effect.Load> wanted = new LinkedHashSet<>();

  private @Nullable CommandCaller running;
  private @Nullable Future<?> command;

  Desk(Session session, Caller caller, Consumer<Event> events) {
    this.session = session;
    this.caller = caller;
    this.events = events;
    loading = Thread.ofVirtual().name("loading").start(this::load);
  }

  private static ExecutorService one(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofVirtual().name(name).factory());
  }

  void load(Effect.Load what) {
    synchronized (wanted) {
      wanted.add(what);
      wanted.notifyAll();
    }
  }

  void say(With with, String text) {
    texts.execute(() -> events.accept(said(with, text)));
  }

  /// A text of one's own that nobody is to have read.
  void takeBack(MessageId id, String text) {
    texts.execute(
        () -> {
          try {
            client().conversations().takeBack(id);
            events.accept(new Event.TakenBack(id, text));
          } catch (Exception e) {
            events.accept(new Event.Failed(session.why(e)));
          }
        });
  }

  /// What cannot be told now is told when the conversation is shown again.
  void shown(With with, List<MessageId> ids) {
    marks.execute(
        () -> {
          try {
            switch (with) {
              case With.Person(AccountName name) -> client().conversations().shown(name, ids);
              case With.Group(var group, var _) -> client().groups().shown(group, ids);
            }
          } catch (ChitException | RuntimeException later) {
            // Nothing is lost but the mark.
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  synchronized void command(String line, Session.Acts acts) {
    var asker = new CommandCaller(caller, events);
    running = asker;
    command =
        commands.submit(
            () -> {
              session.command(line, asker, acts);
              events.accept(new Event.Finished(line, asker.lines()));
            });
  }

  synchronized void answer(Optional<String> text) {
    if (running != null) {
      running.answer(text);
    }
  }

  /// Ends the command that runs.
  synchronized void interrupt() {
    if (command != null && !command.isDone()) {
      command.cancel(true);
    }
  }

  private Event said(With with, String text) {
    try {
      return switch (with) {
        case With.Person(AccountName name) -> {
          var sent = client().send(name, text);
          yield new Event.Sent(with, text, Optional.of(sent.id()), problem(sent.state(), with));
        }
        case With.Group(var group, var _) -> {
          var sent = client().groups().send(group, text);
          yield new Event.Sent(with, text, Optional.of(sent.id()), problem(sent.state(), with));
        }
      };
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return new Event.Sent(with, text, Optional.empty(), Optional.of(session.why(e)));
    }
  }

  private static Optional<String> problem(MessageState state, With with) {
    return state == MessageState.WAITING
        ? Optional.of("No answer from the server; the text to " + with.title() + " waits here.")
        : Optional.empty();
  }

  private ChitClient client() {
    return session
        .client()
        .orElseThrow(
            () -> CommandFailure.unreachable("disconnected", "You are disconnected: /connect."));
  }

  private void load() {
    try {
      while (true) {
        Effect.Load next = next();
        Optional<ChitClient> client = session.client();
        if (client.isEmpty()) {
          continue;
        }
        try {
          events.accept(new Loader(client.get()).load(next));
        } catch (ChitException | RuntimeException notNow) {
          // It is asked for again at the next connection, or with the next that arrives.
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private Effect.Load next() throws InterruptedException {
    synchronized (wanted) {
      while (wanted.isEmpty()) {
        wanted.wait();
      }
      Iterator<Effect.Load> all = wanted.iterator();
      Effect.Load next = all.next();
      all.remove();
      return next;
    }
  }

  @Override
  public void close() {
    texts.shutdownNow();
    commands.shutdownNow();
    marks.shutdownNow();
    loading.interrupt();
  }
}
