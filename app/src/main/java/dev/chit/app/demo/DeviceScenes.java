package dev.chit.app.demo;

import static dev.chit.app.demo.Scenes.expect;

import dev.chit.app.console.Answer;
import dev.chit.client.ChitClient;
import dev.chit.client.ClientConfig;
import dev.chit.client.Devices;
import dev.chit.client.HistoryMessage;
import dev.chit.client.Incoming;
import dev.chit.client.LinkingDesk;
import dev.chit.client.ServerAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// The step about further devices.
final class DeviceScenes {
  private static final long PATIENCE_SECONDS = 90;

  private DeviceScenes() {}

  static void device(Stage stage, Answer told) throws Exception {
    ChitClient phone = stage.alice().client();
    ServerAddress server = phone.whoami().server().orElseThrow();
    var check = new CompletableFuture<String>();
    var shown = new CompletableFuture<String>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var desk = new Desk(new CompletableFuture<>(), check);
      Future<Integer> linking =
          threads.submit(() -> phone.devices().link(desk, Devices.CODE_LIFE).number());
      String code = desk.code().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      ClientConfig config = ClientConfig.of(stage.tablet()).withServer(server);
      try (ChitClient tablet = ChitClient.addDevice(config, code, "tablet", shown::complete)) {
        int number = linking.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        expect(check.join().equals(shown.join()), "somebody is between the devices");
        tablet.awaitConnected();
        tablet.send(stage.bob().name(), "From my tablet.");
        String heard = stage.bob().next(Incoming.Message.class).text();
        expect(heard.equals("From my tablet."), "bob read something else than alice wrote");
        awaitCopy(stage, heard);
        phone.devices().revoke(number);
        told.with("device", number)
            .with("check", check.join())
            .with("devices", phone.devices().list().size())
            .line("device     alice links a tablet by a code; both show the check number")
            .line(
                "           " + check.join() + ". bob hears from it: " + heard + " The same is in")
            .line("           her phone's history. Then she revokes it: the log says so.");
      }
    }
  }

  private static void awaitCopy(Stage stage, String text) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (newest(stage).stream().noneMatch(one -> one.mine() && one.text().equals(text))) {
      expect(System.nanoTime() < deadline, "what the tablet sent did not come to the phone");
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static List<HistoryMessage> newest(Stage stage) throws Exception {
    return stage.alice().client().history(stage.bob().name(), 10, Optional.empty());
  }

  private record Desk(CompletableFuture<String> code, CompletableFuture<String> check)
      implements LinkingDesk {
    @Override
    public void show(String shown) {
      code.complete(shown);
    }

    @Override
    public boolean confirm(String label, String checkNumber) {
      return check.complete(checkNumber);
    }
  }
}
