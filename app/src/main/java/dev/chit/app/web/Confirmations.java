package dev.chit.app.web;

import dev.chit.client.MoneyRequest;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.MessageId;
import dev.chit.crypto.Fingerprint;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Payments that were shown to the person and wait for their yes. What was shown is what is paid,
/// and a yes counts once, however often the button sends it.
final class Confirmations {
  /// Questions that are open at a time; a further one takes the place of the oldest.
  static final int OPEN_MAX = 16;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Question> open = new LinkedHashMap<>();

  /// @param fingerprint of the payee, as it was shown
  /// @param request that it pays
  record Question(
      AccountName payee,
      Fingerprint fingerprint,
      Amount amount,
      String memo,
      Optional<MoneyRequest> request) {
    /// Without the memo.
    @Override
    public String toString() {
      return "Question[" + payee + "]";
    }
  }

  synchronized String ask(Question question) {
    byte[] bytes = new byte[MessageId.LENGTH];
    random.nextBytes(bytes);
    String id = MessageId.of(bytes).toString();
    if (open.size() == OPEN_MAX) {
      open.remove(open.keySet().iterator().next());
    }
    open.put(id, question);
    return id;
  }

  /// The question, if there is one that nobody has answered yet.
  synchronized Optional<Question> answer(String id) {
    return Optional.ofNullable(open.remove(id));
  }
}
