package dev.chit.app.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.client.AccountLine;
import dev.chit.client.AccountPage;
import dev.chit.client.OperatorClient;
import dev.chit.client.SpendingLimits;
import dev.chit.core.Unit;
import java.util.Locale;
import picocli.CommandLine.Command;

@Command(
    header = "list all accounts",
    footerHeading = "%nExamples:%n",
    footer = "  chit admin accounts --data /srv/chit --json")
final class AdminAccounts extends OperatorCommand {
  private static final int PAGE = 1000;

  AdminAccounts(Context context) {
    super(context);
  }

  @Override
  Answer answer(OperatorClient operator) throws Exception {
    Unit unit = operator.unit();
    var array = new JsonArray();
    var answer = new Answer().with("accounts", array).with("unit", unit.code());
    String after = "";
    AccountPage page;
    do {
      page = operator.accounts(after, PAGE);
      for (AccountLine account : page.accounts()) {
        array.add(json(account, unit));
        answer.line(line(account, unit));
        after = account.name();
      }
    } while (page.more() && !page.accounts().isEmpty());
    return answer;
  }

  private static JsonObject json(AccountLine account, Unit unit) {
    var json = new JsonObject();
    json.addProperty("name", account.name());
    json.addProperty("account", account.account().toString());
    json.addProperty("balance", Money.decimal(account.balance(), unit));
    json.addProperty("held", Money.decimal(account.held(), unit));
    json.addProperty("frozen", account.frozen());
    json.addProperty("auditor", account.auditor());
    json.addProperty("custodial", account.custodial());
    json.addProperty("perPayment", AdminLimits.text(account.limits().perPaymentMinor(), unit));
    json.addProperty("perDay", AdminLimits.text(account.limits().perDayMinor(), unit));
    json.addProperty("online", account.online());
    json.addProperty("closed", account.closed());
    json.addProperty("opened", account.openedAt().toString());
    return json;
  }

  private static String line(AccountLine account, Unit unit) {
    return String.format(
        Locale.ROOT,
        "%-32s %20s%s%s%s%s%s%s%s",
        Clean.line(account.name()),
        Money.text(account.balance(), unit),
        account.held() == 0 ? "" : "  " + Money.decimal(account.held(), unit) + " held",
        account.online() ? "  online" : "",
        account.frozen() ? "  frozen" : "",
        account.auditor() ? "  auditor" : "",
        account.custodial() ? "  custodial" : "",
        account.closed() ? "  closed" : "",
        account.limits().equals(SpendingLimits.NONE)
            ? ""
            : "  " + AdminLimits.sentence(account.limits(), unit));
  }
}
