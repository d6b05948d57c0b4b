package dev.chit.app.command;

import com.google.gson.JsonArray;
import dev.chit.app.console.Answer;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.MoneyRequest;
import dev.chit.client.RequestState;
import dev.chit.client.SentRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Does something with one request of this account, or with all open ones of a split.
final class OwnRequests {
  private OwnRequests() {}

  @FunctionalInterface
  interface Deed {
    SentRequest with(MoneyRequest request) throws ChitException, InterruptedException;
  }

  static Answer each(
      ChitClient client, String meant, Deed deed, Function<MoneyRequest, String> sentence)
      throws Exception {
    List<MoneyRequest> found = RequestChoice.outgoing(client, meant);
    var done = new ArrayList<SentRequest>();
    var array = new JsonArray();
    var answer = new Answer().with("requests", array);
    for (MoneyRequest request : found) {
      if (found.size() == 1 || request.state() == RequestState.OPEN) {
        SentRequest now = deed.with(request);
        array.add(RequestView.json(now));
        answer.line(sentence.apply(now.request()) + RequestView.later(now));
        done.add(now);
      }
    }
    return answer.exit(RequestView.exit(done));
  }
}
