package dev.chit.app.command;

import com.google.gson.JsonArray;
import dev.chit.app.console.Answer;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.MoneyRequest;
import dev.chit.client.MoneyRequests;
import dev.chit.client.RequestState;
import dev.chit.client.SentRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/// Does something with one request of this account, or with all open ones of a split.
abstract class OwnRequestCommand extends AnswerCommand {
  @Parameters(
      paramLabel = "ID",
      description = "A request of yours, or a split: the first digits are enough.")
  private String meant = "";

  OwnRequestCommand(Context context) {
    super(context);
  }

  abstract SentRequest act(MoneyRequests requests, MoneyRequest request)
      throws ChitException, InterruptedException;

  /// What was done, a sentence.
  abstract String told(MoneyRequest request);

  @Override
  final Answer answer(ChitClient client) throws Exception {
    List<MoneyRequest> found = RequestChoice.outgoing(client, meant);
    var done = new ArrayList<SentRequest>();
    var array = new JsonArray();
    var answer = new Answer().with("requests", array);
    for (MoneyRequest request : found) {
      if (found.size() == 1 || request.state() == RequestState.OPEN) {
        SentRequest now = act(client.requests(), request);
        array.add(RequestView.json(now));
        answer.line(told(now.request()) + RequestView.later(now));
        done.add(now);
      }
    }
    return answer.exit(RequestView.exit(done));
  }
}
