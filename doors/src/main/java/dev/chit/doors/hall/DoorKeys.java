package dev.chit.doors.hall;

import dev.chit.crypto.RsaAuthority;
import dev.chit.crypto.SecretFiles;
import dev.chit.crypto.TlsIdentity;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/// The certificates of a door: an authority, the server's certificate, and one for all of the old
/// clients, which use it towards the server and towards each other. All keys are RSA-2048.
///
/// Kept in `doors/NAME` of the data directory as `ca.pem`, `ca.key`, `server.pem`, `server.key`,
/// `client.pem`, `client.key`, and `crl.pem`, which revokes nothing; made when the door is first
/// opened or its keys are first asked for.
public final class DoorKeys {
  private static final String CA = "ca";
  private static final String SERVER = "server";
  private static final String CLIENT = "client";
  private static final String REVOKED = "crl.pem";

  private final Path folder;
  private final X509Certificate authority;
  private final TlsIdentity server;

  private DoorKeys(Path folder, X509Certificate authority, TlsIdentity server) {
    this.folder = folder;
    this.authority = authority;
    this.server = server;
  }

  /// Takes up what is there, or makes it.
  ///
  /// @param doors the folder of all doors
  /// @throws IOException if it cannot be read or written, or is damaged
  public static DoorKeys in(Path doors, String door) throws IOException {
    Path folder = doors.resolve(door);
    if (!Files.exists(folder.resolve(SERVER + ".key"))) {
      make(folder, door);
    }
    var server =
        new TlsIdentity(
            Pem.key(folder.resolve(SERVER + ".key")),
            Pem.certificate(folder.resolve(SERVER + ".pem")));
    return new DoorKeys(folder, Pem.certificate(folder.resolve(CA + ".pem")), server);
  }

  private static void make(Path folder, String door) throws IOException {
    RsaAuthority authority = RsaAuthority.create(door + " authority");
    write(folder, CA, authority.identity());
    SecretFiles.replace(folder.resolve(REVOKED), Pem.ofRevocations(authority.revocations()));
    write(folder, CLIENT, authority.issue(door + " client"));
    // Last of all: what is there before it is made again.
    write(folder, SERVER, authority.issue("localhost"));
  }

  private static void write(Path folder, String name, TlsIdentity identity) throws IOException {
    SecretFiles.replace(folder.resolve(name + ".pem"), Pem.of(identity.certificate()));
    SecretFiles.replace(folder.resolve(name + ".key"), Pem.of(identity.privateKey()));
  }

  public X509Certificate authority() {
    return authority;
  }

  public TlsIdentity server() {
    return server;
  }

  /// The server's certificate as its file has it.
  public byte[] serverPem() {
    try {
      return Pem.of(server.certificate());
    } catch (IOException e) {
      throw new IllegalStateException("it was read from such a file", e);
    }
  }

  /// Copies what the old clients need into a folder, which is made if it is missing: `ca.pem` and
  /// `server.pem`, then `client.pem` and `client.key`, or `crl.pem` for those that have keys of
  /// their own.
  ///
  /// @return the files written
  /// @throws FileAlreadyExistsException if one of them is there
  public List<Path> export(Path target, boolean withClient) throws IOException {
    List<String> names =
        withClient
            ? List.of(CA + ".pem", SERVER + ".pem", CLIENT + ".pem", CLIENT + ".key")
            : List.of(CA + ".pem", SERVER + ".pem", REVOKED);
    for (String name : names) {
      if (Files.exists(target.resolve(name))) {
        throw new FileAlreadyExistsException(target.resolve(name).toString());
      }
    }
    for (String name : names) {
      SecretFiles.create(target.resolve(name), Files.readAllBytes(folder.resolve(name)));
    }
    return names.stream().map(target::resolve).toList();
  }
}
