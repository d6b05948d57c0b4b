package dev.chit.app.demo;

import com.google.gson.JsonObject;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Exit;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Plays the demonstration step by step, and tells how each went.
public final class Demo {
  private final Caller caller;
  private final boolean json;
  private final Function<Exception, CommandFailure> meaning;

  /// @param meaning what an exception means to a person
  public Demo(Caller caller, boolean json, Function<Exception, CommandFailure> meaning) {
    this.caller = caller;
    this.json = json;
    this.meaning = meaning;
  }

  /// A step of the demonstration.
  record Step(String name, Play play) {}

  @FunctionalInterface
  interface Play {
    /// @param told what there is to say of it
    void play(Answer told) throws Exception;
  }

  /// Plays the demonstration of a door.
  ///
  /// @return the exit code, 0 only if every step went as it should
  public int playDoors() throws Exception {
    long start = System.nanoTime();
    say("A door of Chit, shown by a real server, a member, and a program of 2018.");
    say("");
    try (var stage = new DoorStage()) {
      for (Step step : stage.steps()) {
        if (!play(step)) {
          return Exit.REFUSED;
        }
      }
    }
    say("");
    say(String.format(Locale.ROOT, "All steps went well, in %.1f s.", seconds(start)));
    return Exit.DONE;
  }

  /// @return the exit code, 0 only if every step went as it should
  public int play() throws Exception {
    long start = System.nanoTime();
    say("Chit, shown by a real server and two real clients over TLS on this machine.");
    say("");
    List<Scenes.Scene> scenes = Scenes.all();
    try (var stage = new Stage(caller, !json)) {
      for (Scenes.Scene scene : scenes) {
        if (!play(new Step(scene.name(), told -> scene.action().play(stage, told)))) {
          return Exit.REFUSED;
        }
      }
    }
    say("");
    say(
        String.format(
            Locale.ROOT,
            "All %d steps went well, in %.1f s. Nothing of it is left on this machine.",
            scenes.size(),
            seconds(start)));
    say("To begin for real: chit server --unit EUR:2, then chit register NAME --server …");
    return Exit.DONE;
  }

  private boolean play(Step step) {
    long start = System.nanoTime();
    try {
      Answer told = new Answer().with("step", step.name()).with("ok", true);
      step.play().play(told);
      told.with("seconds", Math.round(seconds(start) * 1000) / 1000.0);
      told.print(caller, json, false);
      return true;
    } catch (Exception e) {
      CommandFailure failure = meaning.apply(e);
      var error = new JsonObject();
      error.addProperty("code", failure.code());
      error.addProperty("message", failure.sentence());
      new Answer()
          .with("step", step.name())
          .with("ok", false)
          .with("error", error)
          .line("FAILED  " + step.name() + ": " + failure.sentence())
          .print(caller, json, false);
      return false;
    }
  }

  private void say(String line) {
    if (!json) {
      caller.out().println(line);
    }
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
