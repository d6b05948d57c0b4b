package dev.chit.app.command;

import com.google.gson.JsonArray;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.verify.OfflineVerifier;
import dev.chit.app.verify.TrustedLedger;
import dev.chit.app.verify.Verdict;
import dev.chit.client.ChitClient;
import dev.chit.core.AccountName;
import dev.chit.core.Utf8;
import dev.chit.core.log.WitnessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Checks receipts (.receipt) and chits (.chit, or their text) without server, profile or"
          + " network:",
      "every signature, and the payment's place in the signed log. Exits 0 only if the ledger that"
          + " you",
      "trust paid, or promised to pay, all of them. With --home the profile's ledger is trusted,"
          + " and",
      "people have the names that the profile knows them by.",
      "With a contact's name it shows the safety number: if both of you see the same, nobody is",
      "between you."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit verify rent.receipt --ledger mzuhvlpymk6xo3epygfy5h4oeaejofefn3rdhm4qfjmr2dk7fesq",
      "  chit verify *.receipt --ledger 192.0.2.7:7700#FINGERPRINT --json",
      "  chit verify cake.chit --home ~/.local/share/chit",
      "  chit verify bob --qr",
      "  chit verify bob --confirm"
    })
final class VerifyCommand implements Callable<Integer> {
  private static final int FILE_BYTES_MAX = 256 << 10;
  private static final String CHIT = "chit:1";

  @Parameters(
      paramLabel = "FILE|NAME",
      arity = "1..*",
      description = "Receipts and chits, or a contact.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--ledger",
      paramLabel = "FINGERPRINT",
      description =
          "The ledger you trust: its server's fingerprint, or HOST:PORT#FINGERPRINT, or its key as"
              + " chit log prints it.")
  private @Nullable String ledger;

  @Option(
      names = "--witness",
      paramLabel = "VKEY",
      description =
          "Somebody who must have signed the log as well, as NAME+ID+KEY; may be repeated.")
  private List<String> witnesses = new ArrayList<>();

  @Option(
      names = "--confirm",
      description = "Of a contact: you have compared the safety number, and it is the same.")
  private boolean confirm;

  @Option(names = "--qr", description = "Of a contact: show the safety number as a QR code too.")
  private boolean qr;

  @Mixin private final ProfileOptions options = new ProfileOptions();

  private final Context context;

  VerifyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Profiles profiles = context.profiles();
    Optional<AccountName> contact = contact(profiles.isOpen());
    if (contact.isPresent()) {
      return profiles.with(
          options,
          Profiles.Opening.EXISTING,
          client ->
              SafetyNumberView.answer(client, contact.get(), confirm, qr, context.caller().colors())
                  .print(context.caller(), options.json(), options.quiet()));
    }
    if (confirm || qr) {
      throw CommandFailure.usage("--confirm and --qr go with one contact's name.");
    }
    return options.isHomeNamed() || profiles.isOpen()
        ? profiles.with(options, Profiles.Opening.EXISTING, client -> verify(KnownWorld.of(client)))
        : verify(KnownWorld.NONE);
  }

  /// What is no file, nor looks like one, is a name where there is a profile that may know it.
  private Optional<AccountName> contact(boolean isOpen) {
    String only = files.getFirst();
    boolean isFile =
        files.size() > 1
            || only.startsWith(CHIT)
            || only.endsWith(".receipt")
            || only.endsWith(".chit")
            || Files.isRegularFile(context.caller().directory().resolve(only));
    if (isFile || !(isOpen || ChitClient.exists(options.home()))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new AccountName(only));
    } catch (IllegalArgumentException noName) {
      return Optional.empty();
    }
  }

  private int verify(KnownWorld known) throws IOException {
    Optional<TrustedLedger> trusted = trusted(known);
    var verifier = new OfflineVerifier(trusted, witnesses(), Instant.now());
    var verdicts = new VerdictTexts(trusted, known);
    var array = new JsonArray();
    var answer = new Answer();
    boolean isVerified = true;
    for (String file : files) {
      Verdict verdict = verifier.judge(read(file));
      String name = file.startsWith(CHIT) ? "chit" : Clean.line(file);
      array.add(verdicts.json(file, verdict));
      verdicts.lines(name, verdict).forEach(answer::line);
      if (isVerified && verdict instanceof Verdict.Refused refused) {
        isVerified = false;
        answer.failed(CommandFailure.refused(refused.code(), name + ": " + refused.sentence()));
      }
    }
    return answer
        .with("verified", isVerified)
        .with("files", array)
        .print(context.caller(), options.json(), options.quiet());
  }

  private List<WitnessKey> witnesses() {
    return witnesses.stream().map(Typed::witness).toList();
  }

  private Optional<TrustedLedger> trusted(KnownWorld known) {
    if (ledger == null) {
      return known.ledger();
    }
    TrustedLedger asked = Typed.ledger(ledger);
    return known
        .ledger()
        .filter(own -> own.fingerprint().equals(asked.fingerprint()))
        .or(() -> Optional.of(asked));
  }

  /// What is no text is no receipt either, and is judged as such.
  private String read(String file) throws IOException {
    if (file.startsWith(CHIT)) {
      return file;
    }
    try (var in = Files.newInputStream(context.caller().directory().resolve(file))) {
      byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
      return bytes.length > FILE_BYTES_MAX ? "" : Utf8.decode(bytes);
    } catch (NoSuchFileException e) {
      throw CommandFailure.unusable("no-file", "There is no file " + file + ".");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
