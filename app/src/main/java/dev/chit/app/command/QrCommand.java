package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.qr.QrBlocks;
import dev.chit.app.qr.QrCode;
import dev.chit.client.ChitClient;
import dev.chit.client.PaymentUri;
import dev.chit.client.ServerAddress;
import dev.chit.core.AccountName;
import dev.chit.core.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Your own payment address, a payto: URI (RFC 8905), as a QR code. Who scans it pays you:",
      "chit pay URI."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit qr", "  chit qr 2.50 coffee --qr-out coffee.svg", "  chit qr --quiet"})
final class QrCommand extends AnswerCommand {
  @Parameters(
      paramLabel = "[AMOUNT [MEMO]]",
      arity = "0..*",
      description = "How much you want, and what for.")
  private List<String> words = new ArrayList<>();

  @Mixin private final CodeOptions code = new CodeOptions();

  QrCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    code.check();
    Unit unit = client.unit();
    Optional<PaymentUri.Sum> sum =
        words.stream()
            .findFirst()
            .map(it -> new PaymentUri.Sum(unit.code(), Typed.amount(it, unit).format(unit)));
    String memo = words.isEmpty() ? "" : String.join(" ", words.subList(1, words.size()));
    AccountName me = client.whoami().name().orElseThrow();
    ServerAddress server = client.whoami().server().orElseThrow();
    String uri = new PaymentUri(server, me, sum, memo).toString();
    if (uri.length() > QrCode.TEXT_BYTES_MAX) {
      throw CommandFailure.unusable("text-too-long", "This memo is too long for a QR code.");
    }
    var answer = new Answer().with("uri", uri).value(uri);
    QrBlocks.lines(QrCode.of(uri), context.caller().colors()).forEach(answer::line);
    answer.line(uri);
    code.write(uri, answer, context.caller());
    return answer;
  }
}
