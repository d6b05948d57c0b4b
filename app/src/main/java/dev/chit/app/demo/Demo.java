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

  /// @return the exit code, 0 only if every step went as it should
  public int play() throws Exception {
    long start = System.nanoTime();
    say("Chit, shown by a real server and two real clients over TLS on this machine.");
    say("");
    List<Scenes.Scene> scenes = Scenes.all();
    try (var stage = new Stage(caller, !json)) {
      for (Scenes.Scene scene : scenes) {
        if (!play(scene, stage)) {
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

  private boolean play(Scenes.Scene scene, Stage stage) {
    long start = System.nanoTime();
    try {
      Answer told = new Answer().with("step", scene.name()).with("ok", true);
      scene.action().play(stage, told);
      told.with("seconds", Math.round(seconds(start) * 1000) / 1000.0);
      told.print(caller, json, false);
      return true;
    } catch (Exception e) {
      CommandFailure failure = meaning.apply(e);
      var error = new JsonObject();
      error.addProperty("code", failure.code());
      error.addProperty("message", failure.sentence());
      new Answer()
          .with("step", scene.name())
          .with("ok", false)
          .with("error", error)
          .line("FAILED  " + scene.name() + ": " + failure.sentence())
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
