package dev.chit.bench.peer;

import dev.chit.bench.BenchException;
import dev.chit.bench.Child;
import dev.chit.bench.Cpu;
import dev.chit.bench.Side;
import dev.chit.bench.Turn;
import dev.chit.bench.load.RandomFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// OpenSSH's `scp` over loopback, with a server, keys and a configuration of its own, and the
/// fastest cipher that it has on processors with AES.
public final class Scp implements Side {
  private static final String CIPHER = "aes256-gcm@openssh.com";
  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration COPY = Duration.ofHours(1);
  private static final Path SEPARATION = Path.of("/run/sshd");

  private final Premises premises;
  private final Child server;
  private final List<String> command;
  private final long bytes;

  private Scp(Premises premises, Child server, List<String> command, long bytes) {
    this.premises = premises;
    this.server = server;
    this.command = command;
    this.bytes = bytes;
  }

  /// @param bytes of the file that is copied
  public static Scp start(Path directory, long bytes) throws BenchException, InterruptedException {
    Path sshd = Programs.find("sshd", "openssh-server");
    Path scp = Programs.find("scp", "openssh-client");
    Path keygen = Programs.find("ssh-keygen", "openssh-client");
    return Premises.open(
        "OpenSSH",
        directory.toAbsolutePath(),
        premises -> {
          Path host = key(keygen, premises.path(), "host");
          Path key = key(keygen, premises.path(), "key");
          Path source = premises.path().resolve("source");
          RandomFile.write(source, bytes);
          int port = FreePort.find();
          Path known = premises.path().resolve("known");
          Files.writeString(known, "[127.0.0.1]:" + port + " " + publicKey(host));
          Path configuration = premises.path().resolve("sshd.conf");
          Files.writeString(configuration, configuration(port, host, publicFile(key)));
          separate();
          Child server =
              premises.start(
                  "sshd",
                  List.of(sshd.toString(), "-D", "-e", "-f", configuration.toString()),
                  Map.of());
          Listening.await(server, port, START);
          return new Scp(premises, server, command(scp, port, key, known, source, premises), bytes);
        });
  }

  /// Where root's server locks up the part of it that meets strangers; Debian makes it with the
  /// service, which need not run here.
  private static void separate() throws IOException {
    if ("root".equals(System.getProperty("user.name"))) {
      Files.createDirectories(SEPARATION);
    }
  }

  private static Path key(Path keygen, Path directory, String name)
      throws BenchException, InterruptedException {
    Path file = directory.resolve(name);
    var _ =
        Child.run(
            "ssh-keygen",
            List.of(keygen.toString(), "-q", "-t", "ed25519", "-N", "", "-f", file.toString()),
            directory.resolve(name + ".log"),
            Map.of(),
            START);
    return file;
  }

  private static Path publicFile(Path key) {
    return Path.of(key + ".pub");
  }

  private static String publicKey(Path key) throws IOException {
    return Files.readString(publicFile(key));
  }

  private static String configuration(int port, Path host, Path authorized) {
    return """
    Port %d
    ListenAddress 127.0.0.1
    HostKey %s
    AuthorizedKeysFile %s
    PidFile none
    StrictModes no
    UsePAM no
    PasswordAuthentication no
    KbdInteractiveAuthentication no
    Subsystem sftp internal-sftp
    LogLevel ERROR
    """
        .formatted(port, host, authorized);
  }

  private static List<String> command(
      Path scp, int port, Path key, Path known, Path source, Premises premises) {
    List<String> command = new ArrayList<>(List.of(scp.toString(), "-q", "-B", "-F", "none"));
    command.addAll(List.of("-c", CIPHER, "-P", Integer.toString(port), "-i", key.toString()));
    command.addAll(List.of("-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=yes"));
    command.addAll(List.of("-o", "UserKnownHostsFile=" + known, source.toString()));
    command.add(System.getProperty("user.name") + "@127.0.0.1:" + target(premises));
    return command;
  }

  private static Path target(Premises premises) {
    return premises.path().resolve("saved");
  }

  @Override
  public String name() {
    return "scp";
  }

  @Override
  public Turn turn(Duration length) throws BenchException, InterruptedException {
    double serverBefore = Cpu.withChildren(server.handle());
    double generatorBefore = Cpu.ownEndedChildren();
    long nanos = 0;
    int files = 0;
    while (nanos < length.toNanos()) {
      nanos += copy();
      files++;
    }
    return new Turn(
        files * bytes / 1_000_000,
        nanos / 1e9,
        nanos / 1e6 / files,
        0,
        Cpu.ownEndedChildren() - generatorBefore,
        Cpu.withChildren(server.handle()) - serverBefore,
        Optional.empty(),
        Map.of());
  }

  private long copy() throws BenchException, InterruptedException {
    Path log = premises.path().resolve("scp.log");
    long start = System.nanoTime();
    var _ = Child.run("scp", command, log, Map.of(), COPY);
    long took = System.nanoTime() - start;
    try {
      if (Files.size(target(premises)) != bytes) {
        throw BenchException.failed("What arrived is not as large as what was sent.");
      }
      Files.delete(target(premises));
    } catch (IOException e) {
      throw BenchException.failed("scp left no file: " + e.getMessage(), e);
    }
    return took;
  }

  @Override
  public void close() {
    premises.close();
  }
}
