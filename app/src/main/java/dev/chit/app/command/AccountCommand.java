package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.OwnAccount;
import dev.chit.client.Whoami;
import dev.chit.core.Unit;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "End your account, for ever. Your identity key signs that, and the ledger's log keeps it:"
          + " nobody",
      "can pay you or write to you any more, and nobody but you can end the account. The server"
          + " deletes",
      "what waits for you and the files that you left there; your contacts see that the account is",
      "closed. Your name is free for others after 90 days. The log keeps its events.",
      "",
      "  delete           end the account, and delete keys and history of this profile",
      "",
      "There must be nothing in the account: pay it to somebody, or give it back with pay operator",
      "AMOUNT. Chits that you drew and that are still open have to be revoked. To keep your"
          + " history,",
      "export conversations or take a backup before: there is no way back."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit account delete", "  chit account delete --yes --json"})
final class AccountCommand extends AnswerCommand {
  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      completionCandidates = Acts.class,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private String what = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask for the name.")
  private boolean yes;

  AccountCommand(Context context) {
    super(context);
  }

  /// What can be done.
  static final class Acts implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("delete").iterator();
    }
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    if (!what.toLowerCase(Locale.ROOT).equals("delete")) {
      throw CommandFailure.usage("Write account delete.");
    }
    Caller caller = context.caller();
    if (!yes && !caller.terminal()) {
      throw CommandFailure.usage(
          "Without a terminal nobody can type the account's name: give --yes.");
    }
    Whoami me = client.whoami();
    String name = WhoamiCommand.name(me).toString();
    if (!yes) {
      requireNothing(client);
      ask(caller, name);
    }
    long index = client.account().close();
    return new Answer()
        .with("name", name)
        .with("account", me.account().toString())
        .with("closed", true)
        .with("index", index)
        .line("The account of " + name + " is closed, at index " + index + " of the log.")
        .line("The keys of this profile are deleted, and its history with them.")
        .value(Long.toString(index));
  }

  /// Said before the question rather than after it.
  private static void requireNothing(ChitClient client) throws Exception {
    OwnAccount.Remains remains = client.account().remains();
    Unit unit = client.unit();
    long minor = remains.balance().balance();
    if (minor != 0) {
      throw CommandFailure.refused(
          "not-empty",
          "There is still "
              + Money.text(minor, unit)
              + " in the account: pay it to somebody, or give it back with pay operator "
              + Money.decimal(minor, unit)
              + ".");
    }
  }

  private static void ask(Caller caller, String name) throws IOException {
    caller
        .out()
        .println("This ends the account of " + name + " for ever, and deletes this profile.");
    caller.out().println("To keep the history, type no and take a backup first: chit backup FILE.");
    caller.out().flush();
    String typed = caller.readLine("Type the account's name to go on: ");
    if (typed == null || !typed.strip().equals(name)) {
      throw CommandFailure.refused("not-confirmed", "Nothing was deleted.");
    }
  }
}
