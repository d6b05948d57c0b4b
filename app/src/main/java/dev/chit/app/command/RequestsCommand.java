package dev.chit.app.command;

import com.google.gson.JsonArray;
import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.MoneyRequest;
import dev.chit.client.MoneyRequests;
import dev.chit.client.RequestState;
import dev.chit.core.SplitId;
import dev.chit.core.Unit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Who asks you for money and whom you ask, newest first, and what has become of it. With the",
      "first digits of a split's id it shows who has paid."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit requests", "  chit requests 9f86d081 --json"})
final class RequestsCommand extends AnswerCommand {
  @Parameters(paramLabel = "ID", arity = "0..1", description = "A request, or a split.")
  private @Nullable String id;

  @Mixin private final PageOptions page = new PageOptions();

  RequestsCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    List<MoneyRequest> requests =
        id == null
            ? client.requests().list(page.limit(MoneyRequests.LIST_MAX), page.before())
            : RequestChoice.matching(client, id);
    if (id != null && requests.isEmpty()) {
      throw CommandFailure.refused("unknown-request", "There is no request “" + id + "”.");
    }
    Answer answer = list(requests);
    List<Optional<SplitId>> splits = requests.stream().map(MoneyRequest::split).distinct().toList();
    return id != null && splits.size() == 1 && splits.getFirst().isPresent()
        ? withTotals(answer, splits.getFirst().get(), requests)
        : answer;
  }

  static Answer list(List<MoneyRequest> requests) {
    var array = new JsonArray();
    var answer = new Answer().with("requests", array);
    for (MoneyRequest request : requests) {
      array.add(RequestView.json(request));
      answer.line(RequestView.line(request));
    }
    return answer;
  }

  static Answer withTotals(Answer answer, SplitId split, List<MoneyRequest> requests) {
    Unit unit = requests.getFirst().unit();
    long asked = requests.stream().mapToLong(it -> it.amount().minor()).sum();
    long paid =
        requests.stream()
            .filter(it -> it.state() == RequestState.PAID)
            .mapToLong(it -> it.amount().minor())
            .sum();
    return answer
        .with("split", split.toString())
        .with("asked", Money.decimal(asked, unit))
        .with("paid", Money.decimal(paid, unit))
        .with("unit", unit.code())
        .line("Paid: " + Money.decimal(paid, unit) + " of " + Money.text(asked, unit))
        .value(split.toString());
  }
}
