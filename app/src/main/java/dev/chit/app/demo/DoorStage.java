package dev.chit.app.demo;

import static dev.chit.app.demo.Scenes.expect;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Directories;
import dev.chit.app.export.Export;
import dev.chit.audit.Audit;
import dev.chit.audit.AuditReport;
import dev.chit.audit.Expected;
import dev.chit.audit.ExportReader;
import dev.chit.audit.Progress;
import dev.chit.client.Incoming;
import dev.chit.client.OperatorClient;
import dev.chit.client.Paid;
import dev.chit.client.Receipt;
import dev.chit.client.ServerAddress;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import dev.chit.doors.Dialect;
import dev.chit.doors.DoorSpec;
import dev.chit.doors.Doors;
import dev.chit.server.ChitServer;
import dev.chit.server.ServerConfig;
import dev.chit.server.ServerStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The demonstration of a door: a member, and somebody with a program that knows nothing of Chit,
/// pay each other.
final class DoorStage implements AutoCloseable {
  private static final Unit UNIT = new Unit("TWD", 0);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration CODE_LIFE = Duration.ofDays(1);

  private final Path directory;
  private final ChitServer server;
  private final Doors doors;
  private @Nullable OldProgram dan;
  private @Nullable Member carol;

  DoorStage() throws IOException, ServerStartException {
    directory = Files.createTempDirectory("chit-demo-");
    server = ChitServer.start(ServerConfig.of(data(), UNIT));
    try {
      doors =
          Doors.open(
              server.services(),
              data(),
              List.of(new DoorSpec(Dialect.MICROPAY_2018, "127.0.0.1", 0)));
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private Path data() {
    return directory.resolve("server");
  }

  /// The steps, in order.
  List<Demo.Step> steps() {
    return List.of(
        new Demo.Step("door", this::door),
        new Demo.Step("old-register", this::oldRegister),
        new Demo.Step("register", this::register),
        new Demo.Step("old-pays-member", this::oldPaysMember),
        new Demo.Step("member-pays-old", this::memberPaysOld),
        new Demo.Step("claim", this::claim),
        new Demo.Step("audit", this::audit));
  }

  private void door(Answer told) throws Exception {
    Path keys = directory.resolve("keys");
    var _ = Doors.exportKeys(data(), Dialect.MICROPAY_2018, keys);
    int port = doors.port(Dialect.MICROPAY_2018);
    dan = new OldProgram(keys, port);
    told.with("door", Dialect.MICROPAY_2018.text())
        .with("port", port)
        .line("door       A server opens the door micropay-2018 on port " + port + ", and the")
        .line("           operator gives out its certificates. A program of 2018 comes in.");
  }

  private void oldRegister(Answer told) throws Exception {
    expect(old().ask("REGISTER#dan#500\n").startsWith("100 OK"), "dan has no account");
    String list = old().ask("dan#9000\n");
    expect(list.startsWith("$500\n1 user online\n"), list);
    told.with("name", "dan")
        .with("balance", "500")
        .line("register   It says REGISTER#dan#500, then dan#9000. The server keeps dan's key for")
        .line("           him, and the log marks the account as custodial.");
  }

  private void register(Answer told) throws Exception {
    carol = Member.register("carol", directory.resolve("carol"), server.address());
    // The door tells of nobody who is not connected.
    carol.client().awaitConnected();
    told.with("name", "carol")
        .line("register   carol registers with a key that never leaves her profile.");
  }

  private void oldPaysMember(Answer told) throws Exception {
    String said = old().pay("dan", "120", "carol");
    expect(said.equals("PaySucs"), "dan's payment was answered with " + said);
    Incoming.Payment payment = carol().next(Incoming.Payment.class);
    Receipt receipt = carol().client().receipt(payment.chit());
    expect(payment.from().equals("dan") && payment.amount().minor() == 120, "another payment came");
    told.with("chit", payment.chit().toString())
        .with("index", receipt.index())
        .with("balance", payment.balance())
        .line("pay        Asked for carol, the door gives its own address; there the old program")
        .line(
            "           says dan#120#carol and hears PaySucs. carol sees it at once, and her client"
                + " checks the receipt: entry "
                + receipt.index()
                + ".");
  }

  private void memberPaysOld(Answer told) throws Exception {
    Paid paid = carol().client().pay(new AccountName("dan"), new Amount(20), "");
    old().comeBack();
    String list = old().ask("dan#9000\n");
    expect(list.startsWith("$400\n2 users online\n"), list);
    told.with("chit", paid.chit().toString())
        .with("index", paid.index())
        .with("list", list)
        .line("pay        carol pays 20 TWD back, signed by her own key. The old program comes")
        .line("           back and reads: " + list.lines().findFirst().orElseThrow());
  }

  private void claim(Answer told) throws Exception {
    String code;
    try (OperatorClient operator = OperatorClient.open(data(), PATIENCE)) {
      long until = Instant.now().plus(CODE_LIFE).getEpochSecond();
      code = operator.claimCode(new AccountName("dan"), until).text();
    }
    try (Member own = Member.claim("dan", directory.resolve("dan"), server.address(), code)) {
      Paid paid = own.client().pay(carol().name(), new Amount(100), "from my own key");
      expect(paid.balance() == 300, "dan has another balance");
      old().comeBack();
      String refused = old().ask("dan#9000\n");
      expect(refused.equals("220 AUTH_FAIL\n"), refused);
      told.with("index", paid.index())
          .with("balance", paid.balance())
          .line(
              "claim      The operator gives dan a code, and his new client takes the account"
                  + " over:")
          .line(
              "           same name, same balance, a key that only he has. The door says no to the")
          .line("           old program from then on.");
    }
  }

  private void audit(Answer told) throws Exception {
    Path log = directory.resolve("log");
    try (OperatorClient operator = OperatorClient.open(data(), PATIENCE)) {
      Export.write(operator, log);
      Expected expected =
          Expected.of(ServerAddress.parse(server.address()).fingerprint().orElseThrow())
              .withCirculation(operator.stats().circulation());
      try (ExportReader reader = ExportReader.open(log)) {
        AuditReport report = Audit.run(reader, expected, Progress.NONE);
        expect(report.isClean(), report.findings().toString());
        told.with("events", report.events())
            .with("accounts", report.accounts())
            .with("root", report.rootHash().toString())
            .line(
                "audit      One ledger behind all doors: the audit derives every balance from its")
            .line("           " + report.events() + " events, and finds nothing wrong.");
      }
    }
  }

  private OldProgram old() {
    if (dan == null) {
      throw new IllegalStateException("the step before has not been done");
    }
    return dan;
  }

  private Member carol() {
    if (carol == null) {
      throw new IllegalStateException("the step before has not been done");
    }
    return carol;
  }

  @Override
  public void close() throws IOException {
    if (carol != null) {
      carol.close();
    }
    if (dan != null) {
      dan.close();
    }
    doors.close();
    server.stop(Duration.ZERO);
    Directories.delete(directory);
  }
}
