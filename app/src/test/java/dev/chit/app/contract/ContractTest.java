package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.chit.app.command.Verb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest {
  @TempDir private static Path temp;

  private static Town town;

  @BeforeAll
  static void build() throws Exception {
    town = Town.build(temp);
    town.welcome("alice");
    town.welcome("bob");
  }

  @AfterAll
  static void leave() {
    town.close();
  }

  @Test
  void registerSaysWhoYouAre() {
    Result result =
        Chit.run(
            Map.of("CHIT_PASSPHRASE", "correct horse"),
            "",
            "register",
            "Carol",
            "--home",
            town.home("carol"),
            "--server",
            town.address(),
            "--json");

    assertEquals("Carol", result.ok().field("name"));
    assertTrue(result.field("account").matches("[0-9a-f]{32}"));
    assertTrue(result.field("fingerprint").matches("[a-z2-7]{52}"));
    assertEquals("100.00", result.field("balance"));
  }

  @Test
  void aProfileUnderAPassphraseOpensWithItAlone() throws Exception {
    String home = town.home("dora");
    Path secret = Files.writeString(temp.resolve("secret"), "correct horse\n");
    String file = secret.toString();
    Chit.run(
            "register",
            "dora",
            "--home",
            home,
            "--server",
            town.address(),
            "--passphrase-file",
            file)
        .ok();

    Chit.run("whoami", "--home", home, "--passphrase-file", file).ok();
    Chit.run(Map.of("CHIT_PASSPHRASE", "correct horse"), "", "whoami", "--home", home).ok();
    Chit.run("whoami", "--home", home).failed(2, "passphrase-needed");
    Chit.run(Map.of("CHIT_PASSPHRASE", "wrong"), "", "whoami", "--home", home)
        .failed(2, "wrong-passphrase");
    Chit.run("whoami", "--home", home, "--passphrase-file", file + "x")
        .failed(2, "bad-passphrase-file");
  }

  @Test
  void aNewProfileAsksHowItsKeysAreKept() {
    Chit.run("register", "eve", "--home", town.home("eve"), "--server", town.address())
        .failed(2, "passphrase-needed");
    assertFalse(Files.exists(Path.of(town.home("eve"))));
  }

  @Test
  void whoamiNeedsNoMoreThanTheProfile() {
    Result result = alice("whoami", "--json").ok();
    assertEquals("alice", result.field("name"));
    assertEquals(town.address(), result.field("server"));
    assertEquals(result.field("account") + "\n", alice("find", "alice", "--quiet").ok().out());
  }

  @Test
  void balanceIsADecimalOfTheUnit() {
    JsonObject json = bob("balance", "--json").ok().json();
    assertTrue(json.get("balance").getAsString().matches("[0-9]+\\.[0-9]{2}"), json.toString());
    assertEquals("0.00", json.get("held").getAsString());
    assertEquals("EUR", json.get("unit").getAsString());
    assertEquals(json.get("balance").getAsString() + "\n", bob("balance", "--quiet").ok().out());
  }

  @Test
  void listShowsBalanceAndWhoIsOnline() throws Exception {
    try (Chit.Running agent = Chit.start("agent", "--home", town.home("bob"), "--json")) {
      agent.out().await("ready");
      bob("login").ok();
      JsonObject json = alice("list", "--json").ok().json();
      assertEquals("EUR", json.get("unit").getAsString());
      assertTrue(json.has("balance"));
      assertTrue(names(json.getAsJsonArray("online")).contains("bob"), json.toString());
    }
  }

  @Test
  void findVerifiesAndShowsTheFingerprint() {
    Result result = alice("find", "BOB", "--json").ok();
    assertEquals("bob", result.field("name"));
    assertEquals(bob("whoami", "--json").field("fingerprint"), result.field("fingerprint"));
  }

  @Test
  void whatHappenedWhileSomebodyWasAwayIsThereAtTheFirstQuestion() {
    town.welcome("grace");
    as("grace", "login").ok();
    alice("msg", "grace", "the", "tide", "is", "out").ok();
    String chit = alice("pay", "grace", "1.00", "--json").ok().field("chit");

    JsonObject read =
        as("grace", "history", "alice", "--json")
            .ok()
            .json()
            .getAsJsonArray("messages")
            .get(0)
            .getAsJsonObject();
    assertEquals("the tide is out", read.get("text").getAsString());
    assertEquals(chit, as("grace", "refund", chit, "--json").ok().field("refunds"));
  }

  @Test
  void aMessageWaitsForWhoIsAwayAndIsReadByWatchOnce() {
    town.welcome("frank");
    Result sent = alice("msg", "frank", "the", "moon", "is", "up", "--json").ok();
    assertEquals("stored", sent.field("state"));
    alice("msg", "frank", "and again").ok();

    Result first = frank("watch", "--count", "1", "--timeout", "30", "--json").ok();
    JsonObject message = addressed(first);
    assertEquals("the moon is up", message.get("text").getAsString());
    assertEquals("alice", message.get("from").getAsString());
    assertEquals(sent.field("id"), message.get("id").getAsString());

    Result second = frank("watch", "--count", "1", "--timeout", "30", "--json").ok();
    assertEquals("and again", addressed(second).get("text").getAsString());

    JsonArray history = frank("history", "alice", "--json").ok().json().getAsJsonArray("messages");
    assertEquals(2, history.size());
    JsonObject oldest = history.get(0).getAsJsonObject();
    assertEquals("the moon is up", oldest.get("text").getAsString());
    assertEquals("alice", oldest.get("from").getAsString());
    assertTrue(oldest.has("at") && oldest.has("id"));
  }

  @Test
  void watchThatWaitsInVainSaysSo() {
    town.welcome("greta");
    Chit.run("watch", "--home", town.home("greta"), "--count", "1", "--timeout", "1")
        .failed(1, "timeout");
    Chit.run("watch", "--home", town.home("greta"), "--timeout", "1").ok();
  }

  @Test
  void paymentsAreLoggedAndLeaveAReceiptThatIsVerified() {
    town.welcome("henry");
    Result paid = henry("pay", "bob", "12.50", "lunch", "on", "friday", "--json").ok();
    assertTrue(paid.field("chit").matches("[0-9a-f]{32}"));
    assertEquals("87.50", paid.field("balance"));
    assertTrue(paid.json().get("index").getAsLong() > 0);

    Result receipt = henry("receipts", paid.field("chit"), "--json").ok();
    assertEquals("included", receipt.field("verified"));
    assertEquals("lunch on friday", receipt.field("memo"));
    assertEquals(paid.field("index"), receipt.field("index"));
    JsonArray all = henry("receipts", "--json").ok().json().getAsJsonArray("receipts");
    assertEquals(2, all.size(), "the payment and the opening grant");
  }

  @Test
  void aChitHandedOverPaysOnce() {
    town.welcome("ida");
    String text = alice("draw", "ida", "3.00", "--quiet").ok().out().strip();
    assertTrue(text.startsWith("chit:1:"), text);

    Result first = ida("redeem", text, "--json").ok();
    Result again = ida("redeem", text, "--json").ok();

    assertEquals("103.00", ida("balance", "--quiet").ok().out().strip());
    assertEquals(first.field("index"), again.field("index"));
    assertEquals("false", first.field("repeated"));
    assertEquals("true", again.field("repeated"));
  }

  @Test
  void theOperatorIssuesFreezesInvitesAndCounts() {
    town.welcome("jack");
    Result issued = admin("issue", "jack", "5.00", "--reason", "cash", "--json").ok();
    assertEquals("105.00", issued.field("balance"));
    assertTrue(issued.json().get("index").getAsLong() > 0);

    admin("freeze", "jack").ok();
    jack("pay", "bob", "1.00").failed(1, "frozen");
    admin("thaw", "jack").ok();
    jack("pay", "bob", "1.00").ok();

    String toOperator = jack("draw", "operator", "4.00", "--quiet").ok().out().strip();
    assertEquals("100.00", admin("retire", toOperator, "--json").ok().field("balance"));

    assertEquals(
        2, admin("invite", "--count", "2", "--json").ok().json().getAsJsonArray("codes").size());
    JsonArray accounts = admin("accounts", "--json").ok().json().getAsJsonArray("accounts");
    assertTrue(names(accounts).containsAll(List.of("alice", "bob", "jack", "operator")));
    assertTrue(admin("stats", "--json").ok().json().get("logSize").getAsLong() > 10);
    admin("accounts", "--data", temp.resolve("nowhere").toString()).failed(2, "no-server-data");
  }

  @Test
  void theOperatorLimitsWhatAnAccountMayPay() {
    town.welcome("kate");
    assertEquals("none", admin("limits", "kate", "--json").ok().field("perDay"));
    Result limits =
        admin("limits", "kate", "--per-payment", "5.00", "--per-day", "8.00", "--json").ok();
    assertEquals("5.00", limits.field("perPayment"));
    kate("pay", "bob", "5.01").failed(1, "limit-exceeded");
    kate("pay", "bob", "5.00").ok();
    kate("pay", "bob", "3.01").failed(1, "limit-exceeded");
    admin("limits", "kate", "--per-day", "none", "--reason", "as agreed").ok();
    kate("pay", "bob", "3.01").ok();
    assertEquals("5.00", admin("limits", "kate", "--json").ok().field("perPayment"));
    JsonObject kate = account("kate");
    assertEquals("5.00", kate.get("perPayment").getAsString());
    assertEquals("none", kate.get("perDay").getAsString());
    admin("limits", "kate", "--per-day", "lots").failed(2, "wrong-amount");
    admin("limits", "operator", "--per-day", "1.00").failed(1, "bad-act");
    admin("limits", "nobody-here", "--per-day", "1.00").failed(1, "unknown-account");
  }

  @Test
  void theOperatorAppointsAndDismissesAuditors() {
    town.welcome("liz");
    admin("auditor", "liz", "--reason", "elected").ok();
    assertTrue(account("liz").get("auditor").getAsBoolean());
    admin("auditor", "liz", "--revoke").ok();
    assertFalse(account("liz").get("auditor").getAsBoolean());
  }

  private JsonObject account(String name) {
    for (JsonElement account : admin("accounts", "--json").ok().json().getAsJsonArray("accounts")) {
      if (account.getAsJsonObject().get("name").getAsString().equals(name)) {
        return account.getAsJsonObject();
      }
    }
    throw new AssertionError("no account " + name);
  }

  @Test
  void theLogIsExportedAndAudited() {
    String log = temp.resolve("log").toString();
    admin("export", log).ok();
    admin("export", log).failed(2, "export-exists");

    Result audit = Chit.run("audit", log, "--server", town.address(), "--json").ok();
    assertEquals("true", audit.field("ok"));
    assertTrue(audit.json().get("events").getAsLong() > 4);
    Chit.run("audit", "--data", town.data()).ok();
    Chit.run("audit", log).failed(2, "usage");
    Chit.run("audit", temp.resolve("nowhere").toString(), "--server", town.address())
        .failed(2, "no-export");
    String other = town.address().substring(0, town.address().indexOf('#') + 1) + "a".repeat(52);
    assertEquals(1, Chit.run("audit", log, "--server", other).exit());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "register",
        "login",
        "whoami",
        "list",
        "find",
        "friends",
        "block",
        "unblock",
        "status",
        "msg",
        "chat",
        "history",
        "search",
        "export",
        "forget",
        "disappear",
        "edit",
        "unsend",
        "watch",
        "link",
        "send",
        "save",
        "files",
        "balance",
        "pay",
        "request",
        "split",
        "requests",
        "accept",
        "refuse",
        "remind",
        "withdraw",
        "draw",
        "hand",
        "redeem",
        "certify",
        "cancel",
        "revoke",
        "refund",
        "chits",
        "qr",
        "receipts",
        "log",
        "server",
        "admin",
        "audit",
        "shell",
        "agent",
        "demo",
        "bench",
        "tui",
        "invite",
        "doctor",
        "rename-device",
        "completion",
        "help"
      })
  void everyCommandExplainsItselfWithExamples(String verb) {
    String help = Chit.run(verb, "--help").ok().out();
    assertTrue(help.contains("Usage: chit " + verb) || verb.equals("bench"), help);
    assertTrue(help.contains("Examples:"), help);
    assertTrue(Chit.run("help").ok().out().contains("  " + verb), verb);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void completionKnowsEveryCommandAndOption(String shell) {
    String script = Chit.run("completion", shell).ok().out();
    for (Verb verb : Verb.values()) {
      String name = verb.word().replace("-", "");
      assertTrue(script.contains("function _picocli_chit_" + name + "() {"), name);
    }
    assertTrue(script.contains("--trust-first"));
    assertTrue(script.contains("function _picocli_chit_admin_issue() {"));
  }

  @Test
  void completionForFishKnowsEveryCommandAndOptionAndWhatTheyAreFor() {
    String script = Chit.run("completion", "fish").ok().out();
    List<String> lines = script.lines().toList();
    for (Verb verb : Verb.values()) {
      String start = "complete -c chit -n '__chit_at' -a " + verb.word() + " -d '";
      assertEquals(1, lines.stream().filter(line -> line.startsWith(start)).count(), verb.word());
      String help = "complete -c chit -n '__chit_after " + verb.word() + "' ";
      assertTrue(
          lines.stream().anyMatch(line -> line.startsWith(help) && line.contains("-l help")),
          verb.word());
    }
    assertTrue(script.contains("'__chit_after register' -l trust-first -d "), script);
    assertTrue(script.contains("'__chit_after register' -l home -r -F -d "), script);
    assertTrue(script.contains("'__chit_at admin' -a issue -d "), script);
    assertTrue(script.contains("'__chit_after admin issue' -l reason -x -d "), script);
    assertTrue(!script.contains("${"), script);
    Chit.run("completion", "ksh").failed(2, "usage");
  }

  private static Result alice(String... words) {
    return as("alice", words);
  }

  private static Result bob(String... words) {
    return as("bob", words);
  }

  private static Result frank(String... words) {
    return as("frank", words);
  }

  private static Result henry(String... words) {
    return as("henry", words);
  }

  private static Result ida(String... words) {
    return as("ida", words);
  }

  private static Result jack(String... words) {
    return as("jack", words);
  }

  private static Result kate(String... words) {
    return as("kate", words);
  }

  private static Result as(String name, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", town.home(name)));
    return Chit.run(all.toArray(String[]::new));
  }

  private static Result admin(String... words) {
    var all = new ArrayList<>(List.of("admin"));
    all.addAll(List.of(words));
    if (!all.contains("--data")) {
      all.addAll(List.of("--data", town.data()));
    }
    return Chit.run(all.toArray(String[]::new));
  }

  /// The one line that is a message or a payment; news of presence may stand around it.
  private static JsonObject addressed(Result result) {
    List<JsonObject> found =
        result.jsonLines().stream()
            .filter(json -> List.of("message", "payment").contains(json.get("type").getAsString()))
            .toList();
    assertEquals(1, found.size(), result.out());
    return found.getFirst();
  }

  private static List<String> names(JsonArray array) {
    return array.asList().stream()
        .map(element -> element.getAsJsonObject().get("name").getAsString())
        .toList();
  }
}
