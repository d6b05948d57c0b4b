package dev.chit.app.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What `chit doctor` has looked at, and what it found.
final class Checkup {
  private final List<Finding> findings = new ArrayList<>();

  /// @param check one word
  /// @param what is the case, a sentence
  /// @param todo what the person can do about it, empty if nothing is wrong
  record Finding(String check, State state, String what, String todo) {}

  enum State {
    OK,
    /// Works, and may not for long.
    WARNING,
    FAILED,
    /// Could not be looked at.
    SKIPPED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  void ok(String check, String what) {
    findings.add(new Finding(check, State.OK, what, ""));
  }

  void warning(String check, String what, String todo) {
    findings.add(new Finding(check, State.WARNING, what, todo));
  }

  void failed(String check, String what, String todo) {
    findings.add(new Finding(check, State.FAILED, what, todo));
  }

  void skipped(String check, String what) {
    findings.add(new Finding(check, State.SKIPPED, what, ""));
  }

  /// Fails with the first that is wrong, as the exit codes of all commands say: 3 for the server, 2
  /// for this machine.
  Answer answer() {
    var array = new JsonArray();
    var answer = new Answer().with("checks", array);
    for (Finding finding : findings) {
      array.add(json(finding));
      answer.line(mark(finding.state()) + " " + finding.check() + ": " + finding.what());
      if (!finding.todo().isEmpty()) {
        answer.line("    " + finding.todo());
      }
    }
    List<Finding> wrong =
        findings.stream().filter(finding -> finding.state() == State.FAILED).toList();
    answer.with("ok", wrong.isEmpty()).value(wrong.isEmpty() ? "ok" : wrong.getFirst().check());
    return wrong.isEmpty() ? answer : answer.failed(failure(wrong.getFirst()));
  }

  private static CommandFailure failure(Finding wrong) {
    String code = "bad-" + wrong.check();
    return wrong.check().equals(DoctorCommand.SERVER)
        ? CommandFailure.unreachable(code, wrong.what())
        : CommandFailure.unusable(code, wrong.what());
  }

  private static JsonObject json(Finding finding) {
    var json = new JsonObject();
    json.addProperty("check", finding.check());
    json.addProperty("state", finding.state().toString());
    json.addProperty("message", finding.what());
    if (!finding.todo().isEmpty()) {
      json.addProperty("todo", finding.todo());
    }
    return json;
  }

  private static String mark(State state) {
    return switch (state) {
      case OK -> "ok     ";
      case WARNING -> "warning";
      case FAILED -> "FAILED ";
      case SKIPPED -> "skipped";
    };
  }
}
