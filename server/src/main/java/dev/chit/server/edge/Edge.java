package dev.chit.server.edge;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.grpc.GrpcService;
import dev.chit.crypto.SigningKey;
import dev.chit.crypto.TlsIdentity;
import dev.chit.crypto.tls.TlsContexts;
import dev.chit.server.ServerLimits;
import dev.chit.server.Services;
import dev.chit.server.admin.AdminService;
import dev.chit.server.blobs.Blobs;
import dev.chit.server.blobs.Shelf;
import dev.chit.server.calls.Answers;
import dev.chit.server.cosigning.Witnesses;
import dev.chit.server.custody.Claims;
import dev.chit.server.custody.Correspondence;
import dev.chit.server.custody.Custody;
import dev.chit.server.directory.ClosingDesk;
import dev.chit.server.directory.DeviceDesk;
import dev.chit.server.directory.Directory;
import dev.chit.server.directory.PrekeyDesk;
import dev.chit.server.directory.Registrar;
import dev.chit.server.ledger.LedgerService;
import dev.chit.server.mailbox.Mailboxes;
import dev.chit.server.mailbox.store.SqliteMail;
import dev.chit.server.ops.Health;
import dev.chit.server.ops.Metrics;
import dev.chit.server.presence.Presence;
import dev.chit.wire.Limits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The server's face: one port, TLS 1.3 with certificates at both ends, and behind it the services
/// of the native protocol and the pages for machines.
public final class Edge {
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final int READERS = 4;
  private static final int READS_MAX = 20_000;
  private static final int CHECKS_MAX = 20_000;
  private static final int BLOB_THREADS = 4;
  private static final int STREAMS_MAX = 1_000;
  private static final int WINDOW_BYTES = 1 << 20;
  private static final long POLL_MILLIS = 5;

  private final Server server;
  private final EventLoopGroup loops;
  private final Rooms rooms;
  private final Services services;
  private final Health health;
  private final ExecutorService readers;
  private final ExecutorService workers;
  private final ExecutorService disk;

  private Edge(
      Server server,
      EventLoopGroup loops,
      Rooms rooms,
      Services services,
      Health health,
      ExecutorService readers,
      ExecutorService workers,
      ExecutorService disk) {
    this.server = server;
    this.loops = loops;
    this.rooms = rooms;
    this.services = services;
    this.health = health;
    this.readers = readers;
    this.workers = workers;
    this.disk = disk;
  }

  /// Starts listening.
  ///
  /// @param identity what clients see of the server
  /// @throws java.io.IOException if the address cannot be listened on
  public static Edge start(
      InetSocketAddress address,
      TlsIdentity identity,
      SigningKey operatorKey,
      LedgerService ledger,
      SqliteMail mail,
      Blobs blobs,
      Witnesses witnesses,
      ServerLimits limits)
      throws java.io.IOException {
    ExecutorService readers = pool("reader", READERS, READS_MAX);
    ExecutorService workers = pool("check", Runtime.getRuntime().availableProcessors(), CHECKS_MAX);
    ExecutorService disk = pool("blob", BLOB_THREADS, READS_MAX);
    var answers = new Answers(readers);
    var health = new Health();
    EventLoopGroup loops = Loops.make();
    var presence = new Presence(loops.next());
    var books = new Books(ledger, witnesses, workers);
    var directory = new Directory(ledger, presence, answers);
    var mailboxes = new Mailboxes(mail, directory, limits.mail());
    var connections = new Connections();
    var wakes = new Wakes();
    var rooms =
        new Rooms(
            limits,
            answers,
            books,
            new ChitDesk(ledger, workers, answers),
            directory,
            mailboxes,
            new Post(mailboxes),
            new PrekeyDesk(mail),
            new DeviceDesk(ledger, new Answers(workers), answers),
            new ClosingDesk(ledger, new Answers(workers), new Answers(disk)),
            presence,
            connections,
            wakes,
            readers,
            blobs,
            disk);
    ledger.onCommit(new EventBoard(connections, wakes));
    Metrics metrics =
        ServerMetrics.of(ledger, mail, mailboxes.counts(), blobs.counts(), presence, witnesses);
    var allowances = new Allowances(limits.rates());
    var registrations = new Registrations(limits.registrations(), System.nanoTime());
    var custody =
        new Custody(
            ledger,
            answers,
            operatorKey,
            from -> registrations.take(from, System.nanoTime()) == null);
    var registrar =
        new Registrar(
            ledger, answers, operatorKey, new Claims(ledger, answers, operatorKey, custody));
    var services =
        new Services(
            custody,
            new Correspondence(
                mailboxes, directory, answers, account -> allowances.of(account).envelopes(1) == 1),
            presence,
            new Shelf(blobs));
    GrpcService grpc =
        GrpcService.builder()
            .addService(new ChitService(rooms, registrar, registrations, health))
            .addService(
                new AdminService(
                    ledger, presence, mail, metrics, answers, () -> Caller.member().account()))
            .intercept(new Gate(health))
            .maxRequestMessageLength(Limits.FRAME_BYTES_MAX)
            .useBlockingTaskExecutor(false)
            .build();
    Server server =
        Server.builder()
            .port(address, SessionProtocol.HTTPS)
            .tls(TlsKeyPair.of(identity.privateKey(), identity.certificate()))
            .tlsCustomizer(TlsContexts.serverCustomizer())
            .workerGroup(loops, false)
            .service(grpc)
            .service("/health", Pages.health(health, witnesses))
            .service("/metrics", Pages.metrics(metrics))
            .serviceUnder(LogPages.PREFIX, new LogPages(ledger, answers, health))
            .decorator(
                next -> authenticated(next, new Authentication(directory, connections, allowances)))
            .pingIntervalMillis(limits.silence().pingMillis())
            .idleTimeoutMillis(limits.silence().idleMillis())
            .requestTimeoutMillis(0)
            .maxRequestLength(2L * Limits.FRAME_BYTES_MAX)
            .maxNumConnections(limits.connections())
            .http2MaxStreamsPerConnection(STREAMS_MAX)
            .http2InitialConnectionWindowSize(WINDOW_BYTES)
            .http2InitialStreamWindowSize(WINDOW_BYTES)
            .meterRegistry(new SimpleMeterRegistry())
            .disableServerHeader()
            .disableDateHeader()
            .build();
    metrics.gauge("chit_connections", "TLS connections.", server::numConnections);
    try {
      server.start().join();
    } catch (CompletionException e) {
      var _ = server.stop();
      Loops.stop(loops);
      readers.shutdownNow();
      workers.shutdownNow();
      disk.shutdownNow();
      throw new java.io.IOException(e.getCause());
    }
    return new Edge(server, loops, rooms, services, health, readers, workers, disk);
  }

  private static HttpService authenticated(HttpService next, Authentication authentication) {
    return next.decorate(authentication);
  }

  private static ExecutorService pool(String name, int threads, int queued) {
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(queued),
        Thread.ofPlatform().name(name + "-", 1).daemon().factory());
  }

  /// The port that is listened on.
  public int port() {
    return server.activeLocalPort();
  }

  /// What other front ends of this server stand on.
  public Services services() {
    return services;
  }

  /// Says goodbye to everybody, finishes what is under way and stops listening.
  public void stop(Duration drain) {
    health.drain();
    rooms.connections().all().forEach(Connection::drainAndEnd);
    await(() -> rooms.connections().all().isEmpty(), drain);
    rooms.connections().all().forEach(Connection::endNow);
    var _ = server.stop();
    // The rest of its stopping is two seconds of quiet for a thread that only accepted connections.
    await(() -> server.activePorts().isEmpty() && server.numConnections() == 0, CLOSE);
    Loops.stop(loops);
    workers.close();
    readers.close();
    disk.close();
  }

  private static void await(BooleanSupplier condition, Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    try {
      while (!condition.getAsBoolean() && System.nanoTime() < until) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
