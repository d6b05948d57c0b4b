package dev.chit.app.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.loopback.Ask;
import dev.chit.app.loopback.WebFailure;
import dev.chit.client.Acquaintance;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.ConnectionState;
import dev.chit.client.Contact;
import dev.chit.client.HistoryMessage;
import dev.chit.client.OnlineMember;
import dev.chit.client.Standing;
import dev.chit.core.AccountName;
import dev.chit.core.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who one is, whom one talks with, and who asks to.
final class PeopleCalls {
  private final ChitClient client;
  private final Unread unread;
  private final Drafts drafts;

  PeopleCalls(ChitClient client, Unread unread, Drafts drafts) {
    this.client = client;
    this.unread = unread;
    this.drafts = drafts;
  }

  /// What a page begins with.
  JsonObject start(Ask ask) throws ChitException, InterruptedException {
    var json = new JsonObject();
    json.add("me", Views.me(client.whoami()));
    Unit unit = client.unit();
    json.add("unit", Views.unit(unit));
    json.addProperty("connection", client.connectionState().name().toLowerCase(Locale.ROOT));
    json.add("drafts", drafts.json());
    return json;
  }

  JsonObject list(Ask ask) throws ChitException, InterruptedException {
    var people = new JsonArray();
    for (Standing standing : List.of(Standing.ACCEPTED, Standing.ASKING, Standing.REFUSED)) {
      for (Acquaintance person : client.contacts().all(standing)) {
        people.add(summary(person));
      }
    }
    for (Acquaintance person : client.contacts().all(Standing.BLOCKED)) {
      people.add(Views.person(person));
    }
    var json = new JsonObject();
    json.add("people", people);
    json.add("online", online());
    return json;
  }

  /// Empty without a connection: nobody knows.
  private JsonArray online() throws InterruptedException {
    var names = new JsonArray();
    if (client.connectionState() == ConnectionState.CONNECTED) {
      try {
        client.online().stream().map(OnlineMember::name).forEach(names::add);
      } catch (ChitException e) {
        return new JsonArray();
      }
    }
    return names;
  }

  /// A person with the last words and the number of unread ones.
  JsonObject summary(Acquaintance person) throws ChitException, InterruptedException {
    JsonObject json = Views.person(person);
    json.addProperty("unread", unread.count(person.name().value()));
    List<HistoryMessage> last = client.history(person.name(), 1, Optional.empty());
    if (!last.isEmpty()) {
      json.add("last", Views.message(last.getFirst()));
    }
    return json;
  }

  /// Somebody whose name and key the log binds, as this client verifies now.
  JsonObject find(Ask ask) throws ChitException, WebFailure, InterruptedException {
    AccountName name = ask.name("name");
    Contact found = client.find(name);
    JsonObject json = summary(client.contacts().of(found.name()));
    json.addProperty("online", found.online());
    return json;
  }

  JsonObject accept(Ask ask) throws ChitException, WebFailure, InterruptedException {
    return summary(client.contacts().accept(ask.name("name")));
  }

  JsonObject refuse(Ask ask) throws ChitException, WebFailure, InterruptedException {
    return summary(client.contacts().refuse(ask.name("name")));
  }

  JsonObject block(Ask ask) throws ChitException, WebFailure, InterruptedException {
    return summary(client.contacts().block(ask.name("name")));
  }

  JsonObject unblock(Ask ask) throws ChitException, WebFailure, InterruptedException {
    return summary(client.contacts().unblock(ask.name("name")));
  }
}
