package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import dev.chit.app.verify.TrustedLedger;
import dev.chit.client.PaymentUri;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.Unit;
import dev.chit.core.group.GroupName;
import dev.chit.core.log.WitnessKey;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.Supplier;

/// Reads what a person typed, or says in a sentence what is wrong with it.
final class Typed {
  private Typed() {}

  static AccountName name(String text) {
    return read("wrong-name", () -> new AccountName(text));
  }

  static GroupName groupName(String text) {
    return read("wrong-name", () -> new GroupName(text.startsWith("#") ? text.substring(1) : text));
  }

  static Amount amount(String text, Unit unit) {
    return read("wrong-amount", () -> Amount.parse(text, unit));
  }

  static ChitId chit(String text) {
    return read("wrong-chit", () -> ChitId.parse(text));
  }

  static AccountId account(String text) {
    return read("wrong-account", () -> AccountId.parse(text));
  }

  static PaymentUri paymentUri(String text) {
    return read("wrong-address", () -> PaymentUri.parse(text));
  }

  static TrustedLedger ledger(String text) {
    return read("wrong-ledger", () -> TrustedLedger.parse(text));
  }

  static WitnessKey witness(String text) {
    return read("wrong-witness", () -> WitnessKey.parse(text));
  }

  static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw CommandFailure.unusable(
          "wrong-date", "“" + text + "” is no date: write it like 2026-11-01.");
    }
  }

  private static <T> T read(String code, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException wrong) {
      throw CommandFailure.unusable(code, String.valueOf(wrong.getMessage()));
    }
  }
}
