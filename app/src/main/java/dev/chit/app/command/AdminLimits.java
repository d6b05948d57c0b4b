package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.client.Administered;
import dev.chit.client.OperatorClient;
import dev.chit.client.SpendingLimits;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    header = "show or set what an account may pay at once and in a day",
    description = {
      "A limit that is not named stays as it is; without any, shows them. A day begins at"
          + " midnight,",
      "UTC; certified chits count on the day on which they are certified."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit admin limits alice --per-payment 50.00 --per-day 200.00 --data /srv/chit",
      "  chit admin limits alice --per-day none --data /srv/chit --reason \"as agreed\"",
      "  chit admin limits alice --data /srv/chit --json"
    })
final class AdminLimits extends OperatorCommand {
  private static final String NONE = "none";

  @Parameters(paramLabel = "NAME", description = "Whose account.")
  private String name = "";

  @Option(
      names = "--per-payment",
      paramLabel = "AMOUNT|none",
      description = "The most in one payment, such as 50.00.")
  private @Nullable String perPayment;

  @Option(
      names = "--per-day",
      paramLabel = "AMOUNT|none",
      description = "The most in one day, such as 200.00.")
  private @Nullable String perDay;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "For the log and its auditors, at most 200 bytes.")
  private String reason = "";

  AdminLimits(Context context) {
    super(context);
  }

  @Override
  Answer answer(OperatorClient operator) throws Exception {
    AccountName member = Typed.name(name);
    Unit unit = operator.unit();
    SpendingLimits before = operator.limits(member);
    if (perPayment == null && perDay == null) {
      return answer(member, before, unit);
    }
    var limits =
        new SpendingLimits(
            limit(perPayment, before.perPaymentMinor(), unit),
            limit(perDay, before.perDayMinor(), unit));
    Administered done = operator.setLimits(member, limits, reason);
    return answer(member, limits, unit).with("index", done.index());
  }

  private static OptionalLong limit(@Nullable String typed, OptionalLong before, Unit unit) {
    if (typed == null) {
      return before;
    }
    Amount amount = typed.equals(NONE) ? null : Typed.amount(typed, unit);
    return amount == null ? OptionalLong.empty() : OptionalLong.of(amount.minor());
  }

  private static Answer answer(AccountName member, SpendingLimits limits, Unit unit) {
    return new Answer()
        .with("name", member.value())
        .with("perPayment", text(limits.perPaymentMinor(), unit))
        .with("perDay", text(limits.perDayMinor(), unit))
        .with("unit", unit.code())
        .line(Clean.line(member.value()) + ": " + sentence(limits, unit));
  }

  /// A decimal, or `none`.
  static String text(OptionalLong limitMinor, Unit unit) {
    return limitMinor.isEmpty() ? NONE : Money.decimal(limitMinor.getAsLong(), unit);
  }

  /// `at most 50.00 EUR a payment, 200.00 EUR a day`.
  static String sentence(SpendingLimits limits, Unit unit) {
    if (limits.equals(SpendingLimits.NONE)) {
      return "no limits";
    }
    String payment = part(limits.perPaymentMinor(), unit, " a payment");
    String day = part(limits.perDayMinor(), unit, " a day");
    return "at most " + payment + (payment.isEmpty() || day.isEmpty() ? "" : ", ") + day;
  }

  private static String part(OptionalLong limitMinor, Unit unit, String what) {
    return limitMinor.isEmpty() ? "" : Money.text(limitMinor.getAsLong(), unit) + what;
  }
}
