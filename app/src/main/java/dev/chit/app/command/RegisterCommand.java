package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.Registered;
import dev.chit.client.Whoami;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = "Makes the profile and its keys if there is none yet. The keys never leave it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit register alice --server 127.0.0.1:7700#FINGERPRINT",
      "  chit register bot --home /var/lib/bot --no-passphrase --server HOST:PORT --trust-first",
      "  chit register carol --invite CODE",
      "  chit register erin --claim CODE --server HOST:PORT#FINGERPRINT",
      "  chit register dave --server HOST:PORT#FINGERPRINT --witness VKEY"
    })
final class RegisterCommand extends AnswerCommand {
  @Parameters(
      paramLabel = "NAME",
      description = "1 to 32 letters, digits, '_', '.' or '-'; unique without regard to case.")
  private String name = "";

  @Option(names = "--invite", paramLabel = "CODE", description = "The invitation's code.")
  private @Nullable String invite;

  @Option(
      names = "--claim",
      paramLabel = "CODE",
      description = {
        "Take over the account of that name, which an older program opened: the operator gives the",
        "code."
      })
  private @Nullable String claim;

  @Mixin private final WitnessOptions witnesses = new WitnessOptions();

  RegisterCommand(Context context) {
    super(context);
  }

  @Override
  Profiles.Opening opening() {
    Typed.name(name);
    var _ = witnesses.keys();
    return Profiles.Opening.NEW_IF_MISSING;
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    if (!witnesses.isEmpty()) {
      client.requireWitnesses(witnesses.keys());
    }
    if (claim != null && invite != null) {
      throw CommandFailure.usage("A claim needs no invitation: give one of the two.");
    }
    Registered registered =
        claim != null
            ? client.account().claim(Typed.name(name), claim)
            : client.register(Typed.name(name), invite == null ? "" : invite);
    Whoami me = registered.whoami();
    return WhoamiCommand.identity(me)
        .with("index", registered.index())
        .with("balance", registered.balance().text())
        .with("unit", registered.balance().unit().code())
        .line(
            "You are "
                + registered.name()
                + ". Balance "
                + Money.text(registered.balance().balance(), registered.balance().unit())
                + ".")
        .line("Your fingerprint, for others to compare: " + me.fingerprint().grouped())
        .value(me.account().toString());
  }
}
