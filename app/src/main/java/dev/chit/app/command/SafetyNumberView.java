package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.qr.QrBlocks;
import dev.chit.app.qr.QrCode;
import dev.chit.client.Acquaintance;
import dev.chit.client.ChitClient;
import dev.chit.core.AccountName;
import dev.chit.crypto.SafetyNumber;

/// The number that two people compare.
final class SafetyNumberView {
  private static final int GROUPS_IN_LINE = 4;

  private SafetyNumberView() {}

  /// @param confirm whether it was compared
  /// @param colors whether the terminal has them; for the QR code
  static Answer answer(
      ChitClient client, AccountName name, boolean confirm, boolean qr, boolean colors)
      throws Exception {
    SafetyNumber number = client.contacts().safetyNumber(name);
    Acquaintance person = confirm ? client.contacts().verified(name) : client.contacts().of(name);
    var answer =
        new Answer()
            .with("name", person.name().toString())
            .with("account", person.account().toString())
            .with("fingerprint", person.fingerprint().toString())
            .with("safety_number", number.digits())
            .with("key", person.key().toString())
            .value(number.digits())
            .line("Safety number with " + person.name() + ":");
    String[] groups = number.grouped().split(" ", -1);
    for (int at = 0; at < groups.length; at += GROUPS_IN_LINE) {
      String[] line = java.util.Arrays.copyOfRange(groups, at, at + GROUPS_IN_LINE);
      answer.line("  " + String.join(" ", line));
    }
    if (qr) {
      answer.with("qr", number.qrText());
      QrBlocks.lines(QrCode.of(number.qrText()), colors).forEach(answer::line);
    }
    return answer.line(
        switch (person.key()) {
          case VERIFIED -> "Verified: you have compared it.";
          case NOT_COMPARED ->
              "If %1$s sees the same digits (chit verify YOU), nobody is between you: chit verify %1$s --confirm"
                  .formatted(person.name());
          case CHANGED ->
              "KEY CHANGED: the server has named another key for %1$s. This is the number of the one you knew; compare it anew, then chit verify %1$s --confirm"
                  .formatted(person.name());
        });
  }
}
