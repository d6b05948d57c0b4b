package dev.chit.examples.till;

import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.ClientConfig;
import dev.chit.client.Incoming;
import dev.chit.client.MoneyRequest;
import dev.chit.client.MoneyRequests;
import dev.chit.client.RequestState;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/// Sells what is on its price list: whoever writes the name of a thing to it is asked for the
/// price, and thanked when it is paid. The receipt of each sale becomes a file, and a line on the
/// till's roll.
///
/// ```
/// java … dev.chit.examples.till.Till HOME PRICES RECEIPTS
/// ```
///
/// `HOME` is a profile (`chit register till --home HOME --no-passphrase --server …`), `PRICES` a
/// file of lines such as `coffee=2.50`, `RECEIPTS` a directory.
public final class Till implements AutoCloseable {
  private final ChitClient client;
  private final Map<String, Amount> prices;
  private final Path receipts;
  private final Appendable roll;

  /// @param prices by the names of things, in lower case
  /// @param receipts a directory
  /// @param roll gets a line for each sale
  Till(ChitClient client, Map<String, Amount> prices, Path receipts, Appendable roll) {
    this.client = client;
    this.prices = new TreeMap<>(prices);
    this.receipts = receipts;
    this.roll = roll;
  }

  /// Starts with what arrived since the till was closed.
  void open() {
    var _ = client.watch(this::take);
  }

  /// Called with one event at a time. Each is told again, also after a crash, until this returns.
  private void take(Incoming incoming) {
    try {
      switch (incoming) {
        case Incoming.Message message -> order(message);
        case Incoming.Request(Incoming.Request.What what, MoneyRequest request)
            when what == Incoming.Request.What.PAID ->
            sold(request);
        default -> {}
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notNow(e);
    } catch (ChitRefusedException e) {
      // A rule forbids it, and will tomorrow: nothing is gained by trying again.
      System.err.println("till: " + e.getMessage());
    } catch (ChitException | IOException e) {
      throw notNow(e);
    }
  }

  private static CancellationException notNow(Exception why) {
    var notTaken = new CancellationException(why.getMessage());
    notTaken.initCause(why);
    return notTaken;
  }

  private void order(Incoming.Message message) throws ChitException, InterruptedException {
    var customer = new AccountName(message.from());
    String thing = message.text().strip().toLowerCase(Locale.ROOT);
    Amount price = prices.get(thing);
    if (price == null) {
      client.send(customer, "There is: " + String.join(", ", prices.keySet()) + ".");
    } else if (!isAsked(message, thing)) {
      client.requests().ask(customer, price, thing, Optional.empty());
    }
  }

  /// Whether the customer is being asked for it already: one coffee at a time, also after a
  /// restart.
  private boolean isAsked(Incoming.Message order, String thing)
      throws ChitException, InterruptedException {
    return client.requests().list(MoneyRequests.LIST_MAX, Optional.empty()).stream()
        .anyMatch(
            it ->
                it.outgoing()
                    && it.other().equals(order.account())
                    && it.memo().equals(thing)
                    && it.state() == RequestState.OPEN);
  }

  private void sold(MoneyRequest request) throws ChitException, IOException, InterruptedException {
    ChitId chit = request.chit().orElseThrow();
    Path file = receipts.resolve(chit + ".receipt");
    if (Files.exists(file)) {
      return;
    }
    // Waits until the payment's place in the signed log is verified.
    String receipt = client.receiptFile(chit, true).text();
    String price = request.amount().format(request.unit()) + " " + request.unit().code();
    roll.append(request.otherName() + "  " + request.memo() + "  " + price + "  " + chit + "\n");
    Files.writeString(file, receipt);
    client.send(new AccountName(request.otherName()), "Thank you for " + price + ".");
  }

  @Override
  public void close() {
    client.close();
  }

  /// Reads a price list.
  ///
  /// @throws IllegalArgumentException if a price is none
  static Map<String, Amount> prices(Reader list, ChitClient client)
      throws IOException, ChitException {
    var properties = new Properties();
    properties.load(list);
    var prices = new TreeMap<String, Amount>();
    for (String thing : properties.stringPropertyNames()) {
      prices.put(
          thing.toLowerCase(Locale.ROOT),
          Amount.parse(properties.getProperty(thing), client.unit()));
    }
    return prices;
  }

  /// Sells until it is told to end.
  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      System.err.println("till HOME PRICES RECEIPTS");
      System.exit(2);
    }
    ChitClient client = ChitClient.open(ClientConfig.of(Path.of(args[0])));
    Map<String, Amount> prices;
    try (Reader list = Files.newBufferedReader(Path.of(args[1]))) {
      prices = prices(list, client);
    }
    var till = new Till(client, prices, Files.createDirectories(Path.of(args[2])), System.out);
    Runtime.getRuntime().addShutdownHook(new Thread(till::close));
    till.open();
    Thread.currentThread().join();
  }
}
