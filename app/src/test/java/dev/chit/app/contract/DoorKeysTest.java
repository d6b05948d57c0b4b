package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the operator gives to users of the older programs, written by commands.
final class DoorKeysTest {
  @TempDir Path directory;

  @Test
  void theClientsOfADoorGetAnAuthorityAndACertificateWithItsKey() throws Exception {
    for (String door : List.of("micropay-2018", "micropay-2019", "micropay-2024")) {
      Path keys = directory.resolve(door);
      admin("door-keys", door, keys.toString(), "--json").ok();

      assertEquals("ca.pem client.key client.pem server.pem", names(keys));
      X509Certificate authority = certificate(keys.resolve("ca.pem"));
      certificate(keys.resolve("server.pem")).verify(authority.getPublicKey());
      X509Certificate client = certificate(keys.resolve("client.pem"));
      client.verify(authority.getPublicKey());
      assertIsTheKeyOf(client, keys.resolve("client.key"));
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("client.key"))));
    }
  }

  @Test
  void theKeysStayTheSameAndNothingIsWrittenOver() throws IOException {
    Path first = directory.resolve("first");
    admin("door-keys", "micropay-2018", first.toString()).ok();
    admin("door-keys", "micropay-2018", first.toString()).failed(2, "usage");
    Path second = directory.resolve("second");
    admin("door-keys", "micropay-2018", second.toString()).ok();

    for (String name : names(first).split(" ")) {
      assertEquals(-1, Files.mismatch(first.resolve(name), second.resolve(name)), name);
    }
  }

  @Test
  void aDoorWithoutKeysIsRefusedAndThoseThatHaveSomeAreNamed() throws IOException {
    for (String door : List.of("mailbox", "onechat", "nonsense")) {
      Result refused = admin("door-keys", door, directory.resolve("none").toString());
      refused.failed(2, "usage");
      assertTrue(refused.err().contains("micropay-2018"), refused.err());
    }
    assertTrue(Files.notExists(directory.resolve("none")));
  }

  @Test
  void usersOfOnechatAreLetInByTheirKeysAndKnowTheServerByItsAuthority() throws Exception {
    Path keys = directory.resolve("onechat");
    admin("onechat-ca", keys.toString()).ok();
    assertEquals("ca.pem crl.pem server.pem", names(keys));
    X509Certificate authority = certificate(keys.resolve("ca.pem"));
    certificate(keys.resolve("server.pem")).verify(authority.getPublicKey());
    try (InputStream in = Files.newInputStream(keys.resolve("crl.pem"))) {
      X509CRL revoked = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in);
      revoked.verify(authority.getPublicKey());
    }

    Path key = directory.resolve("alice.pem");
    Files.writeString(key, publicKey(2048));
    admin("onechat-user", "alice", key.toString()).ok();
    admin("onechat-user", "alice", key.toString()).ok();
    Files.writeString(key, publicKey(1024));
    admin("onechat-user", "alice", key.toString()).failed(2, "usage");
    admin("onechat-user", "alice", directory.resolve("none").toString()).failed(2, "usage");
    admin("onechat-user", "../alice", key.toString()).failed(2, "usage");
  }

  private Result admin(String... words) {
    var all = Stream.concat(Stream.of("admin"), Stream.of(words));
    String data = directory.resolve("server").toString();
    return Chit.run(Stream.concat(all, Stream.of("--data", data)).toArray(String[]::new));
  }

  private static String names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      var names = new TreeSet<String>();
      files.forEach(it -> names.add(it.getFileName().toString()));
      return String.join(" ", names);
    }
  }

  private static X509Certificate certificate(Path pem) throws Exception {
    byte[] bytes = Files.readAllBytes(pem);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(bytes));
  }

  private static void assertIsTheKeyOf(X509Certificate certificate, Path key) throws Exception {
    String base64 = Files.readString(key).replaceAll("-----[A-Z ]+-----|\\s", "");
    PrivateKey secret =
        KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(secret);
    signature.update((byte) 1);
    byte[] signed = signature.sign();
    signature.initVerify(certificate);
    signature.update((byte) 1);
    assertTrue(signature.verify(signed));
  }

  private static String publicKey(int bits) throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    byte[] der = generator.generateKeyPair().getPublic().getEncoded();
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END PUBLIC KEY-----\n";
  }
}
