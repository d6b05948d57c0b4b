package dev.chit.app.command;

import com.google.gson.JsonObject;
import dev.chit.app.console.Caller;
import dev.chit.app.console.Clean;
import dev.chit.client.LinkingDesk;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Shows the code, and asks the person at the terminal.
///
/// @param yes confirms without asking
record TerminalLinkingDesk(Caller caller, boolean yes, boolean json, boolean quiet)
    implements LinkingDesk {
  @Override
  public void show(String code) {
    if (json) {
      var object = new JsonObject();
      object.addProperty("code", code);
      say(object.toString());
    } else if (quiet) {
      say(code);
    } else {
      DeviceCommand.show(code, caller.colors(), this::say);
      say("On the new device: chit device add --server HOST:PORT, then the code.");
      say("Whoever sees the code can come in its place, once: compare the number that follows.");
    }
  }

  @Override
  public boolean confirm(String label, String checkNumber) {
    String name = Clean.line(label);
    if (json) {
      var object = new JsonObject();
      object.addProperty("check", checkNumber);
      object.addProperty("label", name);
      say(Clean.json(object.toString()));
    } else if (!quiet) {
      say("“" + name + "” has come. It must show the check number " + checkNumber + ".");
    }
    return yes || asked(name);
  }

  private boolean asked(String name) {
    try {
      String answer = caller.readLine("Hand your account over to “" + name + "”? [y/N] ");
      return answer != null && answer.strip().toLowerCase(java.util.Locale.ROOT).matches("y|yes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void say(String line) {
    caller.out().println(line);
    caller.out().flush();
  }
}
