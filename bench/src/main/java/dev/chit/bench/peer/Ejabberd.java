package dev.chit.bench.peer;

import dev.chit.bench.BenchException;
import dev.chit.bench.Child;
import dev.chit.bench.Cpu;
import dev.chit.bench.Side;
import dev.chit.bench.Turn;
import dev.chit.bench.load.LoadRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Debian's ejabberd over TLS, with its archive of messages (XEP-0313) on PostgreSQL: what waits
/// for who is away is kept there. Nothing limits how much waits, or how fast clients send.
public final class Ejabberd implements Side {
  private static final Path SCHEMA = Path.of("/usr/share/ejabberd/sql/pg.sql");
  private static final Duration START = Duration.ofSeconds(60);

  private final Premises premises;
  private final PostgresCluster cluster;
  private final Child server;
  private final XmppLoad load;

  private Ejabberd(Premises premises, PostgresCluster cluster, Child server, XmppLoad load) {
    this.premises = premises;
    this.cluster = cluster;
    this.server = server;
    this.load = load;
  }

  /// @param clients that send; as many are away
  /// @param payloadBytes of each message
  public static Ejabberd start(Path directory, int clients, int window, int payloadBytes)
      throws BenchException, InterruptedException {
    Path erlang = Programs.find("erl", "ejabberd");
    Path psql = Programs.find("psql", "postgresql");
    if (!Files.isReadable(SCHEMA)) {
      throw BenchException.failed("ejabberd is not installed; on Debian: apt-get install ejabberd");
    }
    return Premises.open(
        "ejabberd",
        directory,
        premises -> {
          Path database = Files.createDirectory(premises.path().resolve("postgresql"));
          Path own = Files.createDirectory(premises.path().resolve("ejabberd"));
          Owner owner = Owner.find();
          owner.lead(premises.path());
          PostgresCluster cluster = premises.cluster(database, owner);
          makeTables(psql, cluster, own);
          X509Certificate certificate = certificate(own);
          int port = FreePort.find();
          Path configuration = own.resolve("ejabberd.yml");
          Files.writeString(configuration, configuration(own, port, cluster.port()));
          Child server =
              premises.start("ejabberd", command(erlang, own), environment(own, configuration));
          Listening.await(server, port, START);
          return new Ejabberd(
              premises,
              cluster,
              server,
              XmppLoad.connect(port, certificate, clients, window, payloadBytes));
        });
  }

  private static void makeTables(Path psql, PostgresCluster cluster, Path logs)
      throws BenchException, InterruptedException {
    Child.run(
        "psql",
        List.of(
            psql.toString(),
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-f",
            SCHEMA.toString(),
            "-h",
            "127.0.0.1",
            "-p",
            Integer.toString(cluster.port()),
            "-U",
            PostgresCluster.USER,
            PostgresCluster.DATABASE),
        logs.resolve("psql.log"),
        Map.of(),
        START);
  }

  private static Map<String, String> environment(Path home, Path configuration) {
    return Map.of(
        "EJABBERD_CONFIG_PATH",
        configuration.toString(),
        "EJABBERD_LOG_PATH",
        home.resolve("ejabberd.log").toString(),
        "ERL_LIBS",
        "/usr/lib/x86_64-linux-gnu",
        "ERL_MAX_PORTS",
        "32000",
        "ERL_CRASH_DUMP_BYTES",
        "0",
        "HOME",
        home.toString());
  }

  /// A certificate as plain as it gets: ejabberd cannot read one with what ours says besides.
  private static X509Certificate certificate(Path directory)
      throws BenchException, IOException, InterruptedException {
    Path certificate = directory.resolve("certificate.pem");
    Child.run(
        "openssl",
        List.of(
            Programs.find("openssl", "openssl").toString(),
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-subj",
            "/CN=" + XmppClient.HOST,
            "-keyout",
            directory.resolve("key.pem").toString(),
            "-out",
            certificate.toString()),
        directory.resolve("openssl.log"),
        Map.of(),
        START);
    try (InputStream pem = Files.newInputStream(certificate)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
    } catch (CertificateException e) {
      throw new IOException(e);
    }
  }

  /// A node by itself, which nothing can join: the polling, and the limits, of Debian's starter.
  private static List<String> command(Path erlang, Path directory) {
    return List.of(
        erlang.toString(),
        "+K",
        "true",
        "+P",
        "250000",
        "-mnesia",
        "dir",
        "\"" + directory.resolve("mnesia") + "\"",
        "-s",
        "ejabberd",
        "-noinput");
  }

  private static String configuration(Path directory, int port, int database) {
    return """
    hosts: [%s]
    loglevel: error
    certfiles: [%s/*.pem]
    registration_timeout: infinity
    listen:
      - port: %d
        ip: "127.0.0.1"
        module: ejabberd_c2s
        tls: true
        max_stanza_size: 65536
    auth_method: [internal]
    sql_type: pgsql
    sql_server: "127.0.0.1"
    sql_port: %d
    sql_database: %s
    sql_username: %s
    sql_password: ""
    access_rules:
      c2s:
        - allow: all
      register:
        - allow: all
    shaper_rules:
      max_user_offline_messages:
        - infinity: all
    modules:
      mod_register:
        ip_access: all
      mod_stream_mgmt:
        max_ack_queue: infinity
      mod_offline:
        use_mam_for_storage: true
      mod_mam:
        default: always
        db_type: sql
        assume_mam_usage: true
    """
        .formatted(
            XmppClient.HOST,
            directory,
            port,
            database,
            PostgresCluster.DATABASE,
            PostgresCluster.USER);
  }

  @Override
  public String name() {
    return "ejabberd";
  }

  @Override
  public Turn turn(Duration length) throws BenchException, InterruptedException {
    return LoadRun.full(
        load, () -> Cpu.withChildren(server.handle()) + cluster.cpuSeconds(), length);
  }

  @Override
  public void close() {
    load.close();
    premises.close();
  }
}
