package dev.chit.app.operator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.loopback.Ask;
import dev.chit.app.loopback.Codes;
import dev.chit.app.loopback.Page;
import dev.chit.app.loopback.Questions;
import dev.chit.app.loopback.WebFailure;
import dev.chit.client.AccountLine;
import dev.chit.client.AccountPage;
import dev.chit.client.Administered;
import dev.chit.client.ChitException;
import dev.chit.client.Contact;
import dev.chit.client.Invitation;
import dev.chit.client.Issued;
import dev.chit.client.OperatorClient;
import dev.chit.client.OperatorView;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the operator's page may ask for.
final class OperatorCalls implements Page {
  /// Accounts in one page.
  static final int ACCOUNTS = 50;

  private final ServerLink link;
  private final Lookout lookout;
  private final Backups backups;
  private final Path data;
  private final Questions<Question> questions = new Questions<>();
  private final Map<String, Call> all;

  OperatorCalls(ServerLink link, Lookout lookout, Backups backups, Path data) {
    this.link = link;
    this.lookout = lookout;
    this.backups = backups;
    this.data = data;
    this.all =
        Map.ofEntries(
            Map.entry("/api/start", this::start),
            Map.entry("/api/overview", _ -> lookout.json()),
            Map.entry("/api/accounts", this::accounts),
            Map.entry("/api/accounts/find", this::find),
            Map.entry("/api/accounts/freeze", ask -> act(ask, OperatorClient::freeze)),
            Map.entry("/api/accounts/thaw", ask -> act(ask, OperatorClient::thaw)),
            Map.entry("/api/invite", this::invite),
            Map.entry("/api/issue/ask", this::askToIssue),
            Map.entry("/api/retire/ask", this::askToRetire),
            Map.entry("/api/move", this::move),
            Map.entry("/api/backups", _ -> backups.json()),
            Map.entry("/api/backups/make", this::backUp));
  }

  /// An act on one account.
  @FunctionalInterface
  private interface Act {
    Administered on(OperatorClient operator, AccountName member, String reason)
        throws ChitException, InterruptedException;
  }

  @Override
  public @Nullable Call call(String path) {
    return all.get(path);
  }

  private JsonObject start(Ask ask) {
    var json = new JsonObject();
    json.addProperty("data", data.toString());
    return json;
  }

  /// Accounts whose name begins so, in the order of names, after one of them.
  private JsonObject accounts(Ask ask) throws ChitException, WebFailure, InterruptedException {
    String prefix = ask.optional("prefix").orElse("").strip().toLowerCase(Locale.ROOT);
    Optional<String> after = ask.optional("after");
    String from = after.isPresent() ? after.get() : beforeAll(prefix);
    var accounts = new JsonArray();
    var json = new JsonObject();
    json.add("accounts", accounts);
    return link.with(
        operator -> {
          Unit unit = operator.unit();
          AccountPage page = operator.accounts(from, ACCOUNTS);
          boolean all = true;
          for (AccountLine account : page.accounts()) {
            all = account.name().toLowerCase(Locale.ROOT).startsWith(prefix);
            if (!all) {
              break;
            }
            JsonObject one = Views.account(account, unit);
            one.addProperty("own", account.account().equals(operator.view().operator()));
            accounts.add(one);
          }
          json.addProperty("more", all && page.more());
          return json;
        });
  }

  /// A text that comes after every name before those that begin with a prefix, and before them.
  private static String beforeAll(String prefix) {
    if (prefix.isEmpty()) {
      return "";
    }
    int last = prefix.length() - 1;
    return prefix.substring(0, last) + (char) (prefix.charAt(last) - 1) + '\u007f';
  }

  /// Whom an act would concern, by the log.
  private JsonObject find(Ask ask) throws ChitException, WebFailure, InterruptedException {
    AccountName name = ask.name("name");
    return Views.concerned(link.with(operator -> operator.view().find(name)));
  }

  private JsonObject act(Ask ask, Act act) throws ChitException, WebFailure, InterruptedException {
    AccountName name = ask.name("name");
    String reason = ask.optional("reason").orElse("");
    Administered done = link.with(operator -> act.on(operator, name, reason));
    lookout.again();
    var json = new JsonObject();
    json.addProperty("name", name.toString());
    json.addProperty("index", done.index());
    return json;
  }

  private JsonObject invite(Ask ask) throws ChitException, WebFailure, InterruptedException {
    String reason = ask.optional("reason").orElse("");
    List<Invitation> made = link.with(operator -> operator.invite(1, reason));
    lookout.again();
    String code = made.getFirst().code();
    var json = new JsonObject();
    json.addProperty("text", code);
    json.add("code", Codes.json(code));
    return json;
  }

  /// Looks the member up, so that the operator sees who is to get what. Nothing moves.
  private JsonObject askToIssue(Ask ask) throws ChitException, WebFailure, InterruptedException {
    AccountName to = ask.name("to");
    String text = ask.text("amount").strip();
    String reason = ask.optional("reason").orElse("");
    Unit unit = link.with(OperatorClient::unit);
    Amount amount = Ask.parsed("wrong-amount", text, it -> Amount.parse(it, unit));
    Contact member = link.with(operator -> operator.view().find(to));
    var question = new Question.Issue(member.name(), member.fingerprint(), amount, reason);
    JsonObject json = Views.concerned(member);
    json.addProperty("confirmation", questions.ask(question));
    json.addProperty("amount", amount.format(unit));
    json.addProperty("reason", reason);
    return json;
  }

  /// Reads a chit, so that the operator sees whose units are to be retired. Nothing moves.
  private JsonObject askToRetire(Ask ask) throws ChitException, WebFailure, InterruptedException {
    String chit = ask.text("chit").strip();
    Unit unit = link.with(OperatorClient::unit);
    OperatorView.ToRetire shown = link.with(operator -> operator.view().toRetire(chit));
    JsonObject json = Views.concerned(shown.payer());
    json.addProperty("confirmation", questions.ask(new Question.Retire(chit)));
    json.addProperty("amount", shown.amount().format(unit));
    return json;
  }

  /// Does what a question showed, once.
  private JsonObject move(Ask ask) throws ChitException, WebFailure, InterruptedException {
    Optional<Question> yes = questions.answer(ask.text("confirmation"));
    if (yes.isEmpty()) {
      throw new WebFailure(
          409, "already-answered", "That was decided already: look at the accounts.");
    }
    try {
      return switch (yes.get()) {
        case Question.Issue issue -> issue(issue);
        case Question.Retire(String chit) ->
            Views.issued(link.with(operator -> operator.retire(chit)));
      };
    } finally {
      lookout.again();
    }
  }

  private JsonObject issue(Question.Issue issue)
      throws ChitException, WebFailure, InterruptedException {
    Contact now = link.with(operator -> operator.view().find(issue.to()));
    if (!now.fingerprint().equals(issue.fingerprint())) {
      throw new WebFailure(409, "key-changed", "This key is another one now. Nothing was issued.");
    }
    Issued issued =
        link.with(operator -> operator.issue(issue.to(), issue.amount(), issue.reason()));
    return Views.issued(issued);
  }

  private JsonObject backUp(Ask ask) throws WebFailure {
    backups.make();
    return backups.json();
  }
}
