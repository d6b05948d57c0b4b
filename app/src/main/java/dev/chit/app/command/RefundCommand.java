package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.ChitClient;
import dev.chit.client.Paid;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "For the payee of a payment (chit receipts): pays it back, or a part of it, as a payment"
          + " that",
      "refers to it. Without an amount it gives back what is left; again changes nothing then."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit refund 9f86d081884c7d659a2feaa0c55ad015",
      "  chit refund 9f86d081884c7d659a2feaa0c55ad015 2.50 the cake was late --json"
    })
final class RefundCommand extends AnswerCommand {
  @Parameters(index = "0", paramLabel = "CHIT", description = "The payment, by its chit's id.")
  private String chit = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "AMOUNT",
      description = "How much; by default all that is left.")
  private @Nullable String amount;

  @Parameters(index = "2..*", paramLabel = "MEMO", description = "Why.")
  private List<String> memo = new ArrayList<>();

  RefundCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    Unit unit = client.unit();
    Optional<Amount> sum = Optional.ofNullable(amount).map(it -> Typed.amount(it, unit));
    Paid paid = client.chits().refund(Typed.chit(chit), sum, String.join(" ", memo));
    return PayCommand.paid(paid).with("refunds", Typed.chit(chit).toString());
  }
}
