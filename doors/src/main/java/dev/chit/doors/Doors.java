package dev.chit.doors;

import dev.chit.doors.hall.DoorKeys;
import dev.chit.doors.hall.Guests;
import dev.chit.doors.hall.Hall;
import dev.chit.doors.hall.Listening;
import dev.chit.doors.onechat.Onechat;
import dev.chit.server.Services;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The open doors of a server. Close them before the server.
///
/// ```java
/// try (Doors doors = Doors.open(server.services(), data, List.of(DoorSpec.parse("mailbox=1234")))) {
///   …
/// }
/// ```
public final class Doors implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Doors.class);
  private static final String FOLDER = "doors";
  private static final int STOP_SECONDS = 2;

  private final EventLoopGroup loops;
  private final Map<Dialect, Listening> open = new EnumMap<>(Dialect.class);

  private Doors(EventLoopGroup loops) {
    this.loops = loops;
  }

  /// Opens them all, or none.
  ///
  /// @param data the server's data directory
  /// @throws IllegalArgumentException if a door is asked for twice
  /// @throws IOException if an address cannot be listened on, or keys cannot be read
  public static Doors open(Services services, Path data, List<DoorSpec> specs) throws IOException {
    var doors =
        new Doors(
            new MultiThreadIoEventLoopGroup(
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                new DefaultThreadFactory("door", true),
                NioIoHandler.newFactory()));
    var hall =
        new Hall(
            services.custody(),
            services.correspondence(),
            new Guests(services.presence()),
            services.shelf(),
            doors.loops,
            data.resolve(FOLDER));
    try {
      for (DoorSpec spec : specs) {
        doors.open(spec, hall);
      }
      return doors;
    } catch (IOException | RuntimeException e) {
      doors.close();
      throw e;
    }
  }

  private void open(DoorSpec spec, Hall hall) throws IOException {
    if (open.containsKey(spec.dialect())) {
      throw new IllegalArgumentException(
          "The door " + spec.dialect().text() + " is asked for twice.");
    }
    var address = new InetSocketAddress(spec.host(), spec.port());
    if (address.isUnresolved()) {
      throw new IOException("unknown host " + spec.host());
    }
    Listening listening = spec.dialect().open(address, hall);
    open.put(spec.dialect(), listening);
    log.warn(
        "the door {} is open on {}:{}: {}",
        spec.dialect().text(),
        spec.host(),
        listening.port(),
        spec.dialect().weakness());
  }

  /// The port of an open door.
  ///
  /// @throws IllegalArgumentException if it is closed
  public int port(Dialect dialect) {
    Listening listening = open.get(dialect);
    if (listening == null) {
      throw new IllegalArgumentException("the door " + dialect.text() + " is not open");
    }
    return listening.port();
  }

  /// Copies what a dialect's clients need into a folder, made first if there is none yet.
  ///
  /// @param data the server's data directory
  /// @return the files written
  /// @throws IOException if they cannot be written, or are there already
  public static List<Path> exportKeys(Path data, Dialect dialect, Path target) throws IOException {
    return DoorKeys.in(data.resolve(FOLDER), dialect.text())
        .export(target, dialect.hasClientKeys());
  }

  /// Lets somebody in by the door `onechat`, from now on, with an RSA-2048 public key.
  ///
  /// @param pem of the key
  /// @throws IllegalArgumentException with a sentence for a person, if name or key is none
  /// @throws IOException if it cannot be written
  public static void addUser(Path data, String name, String pem) throws IOException {
    Onechat.addUser(data.resolve(FOLDER), name, pem);
  }

  /// Closes all of them and ends their connections.
  @Override
  public void close() {
    open.values().forEach(Listening::close);
    loops.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
