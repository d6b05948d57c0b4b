package dev.chit.examples.till;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.ChitClient;
import dev.chit.client.ClientConfig;
import dev.chit.client.Incoming;
import dev.chit.client.Paid;
import dev.chit.client.ServerAddress;
import dev.chit.core.AccountName;
import dev.chit.core.Unit;
import dev.chit.server.ChitServer;
import dev.chit.server.ServerConfig;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TillTest {
  private static final AccountName TILL = new AccountName("till");

  @TempDir Path directory;

  private final BlockingQueue<Incoming> atAlice = new LinkedBlockingQueue<>();

  @Test
  void itSellsCoffeeAlsoAfterItWasClosedMeanwhile() throws Exception {
    var config =
        ServerConfig.of(directory.resolve("server"), new Unit("EUR", 2)).withOpeningGrant(10_00);
    Path receipts = Files.createDirectory(directory.resolve("receipts"));
    var roll = new StringWriter();
    try (ChitServer server = ChitServer.start(config);
        ChitClient alice = member(server, "alice")) {
      var _ = alice.watch(atAlice::add);
      Incoming.Request asked;
      try (Till till = till(member(server, "till"), receipts, roll)) {
        till.open();
        alice.send(TILL, "whisky");
        assertEquals("There is: coffee, tea.", next(Incoming.Message.class, _ -> true).text());
        alice.send(TILL, " Coffee ");
        asked = next(Incoming.Request.class, _ -> true);
      }
      assertEquals("2.50", asked.request().amount().format(asked.request().unit()));

      Paid paid = alice.requests().pay(asked.request());

      assertEquals("7.50", paid.balanceText());
      try (Till later = till(back("till"), receipts, roll)) {
        later.open();
        String thanks = "Thank you for 2.50 EUR.";
        next(Incoming.Message.class, it -> it.text().equals(thanks));
      }
      Path receipt = receipts.resolve(paid.chit() + ".receipt");
      assertTrue(Files.readString(receipt).startsWith("c2sp.org/tlog-proof@v1\n"));
      assertEquals("alice  coffee  2.50 EUR  " + paid.chit() + "\n", roll.toString());
    }
  }

  @Test
  void aPriceThatIsNoneIsRefusedAtTheStart() throws Exception {
    var config = ServerConfig.of(directory.resolve("server"), new Unit("EUR", 2));
    try (ChitServer server = ChitServer.start(config);
        ChitClient client = member(server, "till")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> Till.prices(new StringReader("coffee=2.505"), client));
    }
  }

  private static Till till(ChitClient client, Path receipts, StringWriter roll) throws Exception {
    var prices = Till.prices(new StringReader("Coffee=2.50\ntea=1.80\n"), client);
    return new Till(client, prices, receipts, roll);
  }

  private ChitClient member(ChitServer server, String name) throws Exception {
    ChitClient client =
        ChitClient.create(
            ClientConfig.of(directory.resolve(name))
                .withServer(ServerAddress.parse(server.address())));
    client.register(new AccountName(name), "");
    return client;
  }

  private ChitClient back(String name) throws Exception {
    return ChitClient.open(ClientConfig.of(directory.resolve(name)));
  }

  private <T extends Incoming> T next(Class<T> kind, Predicate<T> wanted)
      throws InterruptedException {
    while (true) {
      Incoming event = atAlice.poll(60, TimeUnit.SECONDS);
      assertTrue(event != null, "no " + kind.getSimpleName() + " came");
      if (kind.isInstance(event) && wanted.test(kind.cast(event))) {
        return kind.cast(event);
      }
    }
  }
}
