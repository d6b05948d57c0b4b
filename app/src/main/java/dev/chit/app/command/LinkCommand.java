package dev.chit.app.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.LinkStatus;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "With links on, your contacts' clients and yours connect to each other directly while a"
          + " shell,",
      "an agent or a watch is open at both ends; messages and chits then need no server. Contacts",
      "alone learn this machine's addresses, sealed. Off unless you turn them on."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit link on", "  chit link status --json", "  chit link off"})
final class LinkCommand extends AnswerCommand {
  @Parameters(
      paramLabel = "on|off|status",
      defaultValue = "status",
      description = "What to do (default: ${DEFAULT-VALUE}).")
  private String what = "status";

  LinkCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    switch (what.toLowerCase(Locale.ROOT)) {
      case "on" -> client.links().allow(true);
      case "off" -> client.links().allow(false);
      case "status" -> {}
      default -> throw CommandFailure.usage("Write link on, link off or link status.");
    }
    return shown(client.links().status());
  }

  private static Answer shown(LinkStatus status) {
    var peers = new JsonArray();
    var answer =
        new Answer()
            .with("links", status.allowed())
            .with("listening", status.port().isPresent())
            .with("peers", peers)
            .line(status.allowed() ? "Direct links are on." : "Direct links are off.")
            .value(status.allowed() ? "on" : "off");
    status.port().ifPresent(it -> answer.with("port", it).line("Listening on port " + it + "."));
    for (LinkStatus.Peer peer : status.peers()) {
      var json = new JsonObject();
      json.addProperty("name", peer.name().value());
      json.addProperty("account", peer.account().toString());
      json.addProperty("device", peer.device());
      json.addProperty("dialled", peer.dialled());
      json.addProperty("since", peer.since().toString());
      peers.add(json);
      answer.line("Linked with " + peer.name() + " since " + Clock.time(peer.since()) + ".");
    }
    return answer;
  }
}
