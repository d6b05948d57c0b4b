package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.MoneyRequest;
import dev.chit.core.AccountName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which request a person means: by the first digits of its id, or by who asks.
final class RequestChoice {
  private static final String DIGITS = "[0-9a-f]{4,32}";

  private RequestChoice() {}

  /// One request that somebody made to this account.
  static MoneyRequest incoming(ChitClient client, String meant) throws Exception {
    return incomingIfAny(client, meant)
        .orElseThrow(
            () ->
                CommandFailure.refused(
                    "unknown-request", "Nobody asks you for “" + meant + "”: see chit requests."));
  }

  /// As [#incoming]; empty if nothing is meant by it.
  static Optional<MoneyRequest> incomingIfAny(ChitClient client, String meant) throws Exception {
    List<MoneyRequest> found = openFrom(client, meant);
    if (found.isEmpty()) {
      found = matching(client, meant).stream().filter(it -> !it.outgoing()).toList();
    }
    if (found.size() > 1) {
      throw CommandFailure.usage(
          "“"
              + meant
              + "” can mean several requests: say which, "
              + found.stream().map(RequestChoice::digits).collect(Collectors.joining(", "))
              + ".");
    }
    return found.stream().findFirst();
  }

  private static List<MoneyRequest> openFrom(ChitClient client, String meant) throws Exception {
    try {
      return client.requests().openFrom(new AccountName(meant));
    } catch (IllegalArgumentException noName) {
      return List.of();
    }
  }

  /// Requests that this account made: one, or all of a split.
  static List<MoneyRequest> outgoing(ChitClient client, String meant) throws Exception {
    List<MoneyRequest> found =
        matching(client, meant).stream().filter(MoneyRequest::outgoing).toList();
    if (found.isEmpty()) {
      throw CommandFailure.refused(
          "unknown-request", "You have no request “" + meant + "”: see chit requests.");
    }
    return found;
  }

  /// Requests by the first digits of their ids or of their split's.
  static List<MoneyRequest> matching(ChitClient client, String meant) throws Exception {
    String digits = meant.toLowerCase(Locale.ROOT);
    return digits.matches(DIGITS) ? client.requests().matching(digits) : List.of();
  }

  static String digits(MoneyRequest request) {
    return request.id().toString().substring(0, 8);
  }
}
