package dev.chit.bench.peer;

import dev.chit.bench.BenchException;
import dev.chit.bench.Child;
import dev.chit.bench.Cpu;
import dev.chit.bench.Side;
import dev.chit.bench.Turn;
import dev.chit.bench.load.LoadRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Mosquitto 2.0 over TLS at QoS 1, lasting sessions, saved from time to time as it does by
/// default. Its queues are opened as far as they go, so that none of them holds it back or drops.
public final class Mosquitto implements Side {
  private static final Duration START = Duration.ofSeconds(20);

  private final Premises premises;
  private final Child server;
  private final MqttLoad load;
  private final int pacedPerSecond;

  private Mosquitto(Premises premises, Child server, MqttLoad load, int pacedPerSecond) {
    this.premises = premises;
    this.server = server;
    this.load = load;
    this.pacedPerSecond = pacedPerSecond;
  }

  /// @param payloadBytes of each message
  /// @param pacedPerSecond the fixed rate at which delivery is timed after each turn
  public static Mosquitto start(
      Path directory, int clients, int window, int payloadBytes, int pacedPerSecond)
      throws BenchException, InterruptedException {
    Path program = Programs.find("mosquitto", "mosquitto");
    return Premises.open(
        "Mosquitto",
        directory,
        premises -> {
          Path key = premises.path().resolve("key.pem");
          Path certificate = premises.path().resolve("certificate.pem");
          ServerKey serverKey = new ServerKey();
          serverKey.write(key, certificate);
          int port = FreePort.find();
          Path configuration = premises.path().resolve("mosquitto.conf");
          Files.writeString(configuration, configuration(premises.path(), port, key, certificate));
          Child server =
              premises.start(
                  "mosquitto",
                  List.of(program.toString(), "-c", configuration.toString()),
                  Map.of());
          Listening.await(server, port, START);
          MqttLoad load =
              MqttLoad.connect(port, serverKey.certificate(), clients, window, payloadBytes);
          return new Mosquitto(premises, server, load, pacedPerSecond);
        });
  }

  private static String configuration(Path directory, int port, Path key, Path certificate) {
    return """
    user %s
    listener %d 127.0.0.1
    keyfile %s
    certfile %s
    allow_anonymous true
    persistence true
    persistence_location %s/
    max_inflight_messages 0
    max_queued_messages 0
    set_tcp_nodelay true
    log_dest stderr
    log_type error
    log_type warning
    """
        .formatted(System.getProperty("user.name"), port, key, certificate, directory);
  }

  @Override
  public String name() {
    return "mosquitto";
  }

  @Override
  public Turn turn(Duration length) throws BenchException, InterruptedException {
    Turn full = LoadRun.full(load, () -> Cpu.of(server.handle()), length);
    return full.with(LoadRun.paced(load, pacedPerSecond, length));
  }

  @Override
  public void close() {
    load.close();
    premises.close();
  }
}
