package dev.chit.app.console;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a command has to say, in the three ways it can be asked: one JSON object, lines for a
/// person, or with `--quiet` the one value that matters.
public final class Answer {
  private final JsonObject json = new JsonObject();
  private final List<String> lines = new ArrayList<>();
  private @Nullable String value;
  private @Nullable CommandFailure failure;
  private int exit = Exit.DONE;

  public Answer with(String key, String text) {
    json.addProperty(key, text);
    return this;
  }

  public Answer with(String key, long number) {
    json.addProperty(key, number);
    return this;
  }

  public Answer with(String key, double number) {
    json.addProperty(key, number);
    return this;
  }

  public Answer with(String key, boolean flag) {
    json.addProperty(key, flag);
    return this;
  }

  public Answer with(String key, JsonElement element) {
    json.add(key, element);
    return this;
  }

  /// Adds a line for a person. Words that others wrote must be [Clean] already.
  public Answer line(String line) {
    lines.add(line);
    return this;
  }

  /// What `--quiet` prints; nothing if never set.
  public Answer value(String text) {
    value = text;
    return this;
  }

  /// The exit code that goes with it, [Exit#DONE] if never set.
  public Answer exit(int code) {
    exit = code;
    return this;
  }

  /// Says besides that something is not as it should be: an `error` in the JSON object, else a line
  /// on stderr. The exit code is the failure's.
  public Answer failed(CommandFailure why) {
    failure = why;
    exit = why.exit();
    return this;
  }

  /// @return the exit code
  public int print(Caller caller, boolean asJson, boolean quiet) {
    if (asJson) {
      if (failure != null) {
        json.add("error", error(failure));
      }
      caller.out().println(Clean.json(json.toString()));
    } else if (!quiet) {
      lines.forEach(caller.out()::println);
    } else if (value != null) {
      caller.out().println(value);
    }
    caller.out().flush();
    if (failure != null && !asJson) {
      printLine(failure, caller);
    }
    return exit;
  }

  /// Prints why a command was not done: `{"error":…}` on stdout for programs, else the code and a
  /// sentence on stderr.
  public static int print(CommandFailure failure, Caller caller, boolean asJson) {
    if (asJson) {
      var json = new JsonObject();
      json.add("error", error(failure));
      caller.out().println(Clean.json(json.toString()));
      caller.out().flush();
    } else {
      printLine(failure, caller);
    }
    return failure.exit();
  }

  private static JsonObject error(CommandFailure failure) {
    var error = new JsonObject();
    error.addProperty("code", failure.code());
    error.addProperty("message", failure.sentence());
    return error;
  }

  private static void printLine(CommandFailure failure, Caller caller) {
    caller.err().println(failure.code() + ": " + Clean.line(failure.sentence()));
    caller.err().flush();
  }
}
