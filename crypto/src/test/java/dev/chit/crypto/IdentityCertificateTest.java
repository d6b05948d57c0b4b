package dev.chit.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityCertificateTest {
  private final SigningKey identity = SigningKey.generate();
  private final SigningKey device = SigningKey.generate();
  private final DeviceStatement statement = statement(identity, device);
  private final TlsIdentity tls = IdentityCertificate.create(statement, device);

  @Test
  void aCertificateProvesTheStatementItWasMadeWith() throws Exception {
    assertEquals(statement, IdentityCertificate.verify(tls.certificate()));
    assertEquals(statement, IdentityCertificate.verify(parse(tls.certificate().getEncoded())));
  }

  @Test
  void aServersCertificateProvesItsLogKey() throws Exception {
    SigningKey logKey = SigningKey.generate();
    TlsIdentity server = ServerCertificate.create(logKey);
    assertEquals(logKey.verifyKey(), ServerCertificate.verify(server.certificate()));
  }

  @Test
  void thePublishedOnesAreReadAsPublished() throws Exception {
    JsonObject vectors = Vectors.read("certificate.json");
    JsonObject member = vectors.getAsJsonObject("identity");
    DeviceStatement read = IdentityCertificate.verify(published(member));
    assertEquals(Vectors.text(member, "statement"), HexFormat.of().formatHex(read.encode()));
    assertEquals(Vectors.text(member, "account"), read.account().toString());
    JsonObject server = vectors.getAsJsonObject("server");
    var logKey = ServerCertificate.verify(published(server));
    assertEquals(Vectors.text(server, "logKey"), logKey.toString());
    assertEquals(Vectors.text(server, "fingerprint"), Fingerprint.ofKey(logKey).text());
  }

  @Test
  void noFlippedBitAnywhereIsOverlooked() throws Exception {
    byte[] good = tls.certificate().getEncoded();
    for (int bit = 0; bit < 8 * good.length; bit++) {
      byte[] flipped = good.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      int which = bit;
      assertThrows(
          CertificateException.class,
          () -> IdentityCertificate.verify(parse(flipped)),
          () -> "bit " + which);
    }
  }

  @Test
  void noFlippedBitOfAServersIsOverlooked() throws Exception {
    byte[] good = ServerCertificate.create(SigningKey.generate()).certificate().getEncoded();
    for (int bit = 0; bit < 8 * good.length; bit++) {
      byte[] flipped = good.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      int which = bit;
      assertThrows(
          CertificateException.class,
          () -> ServerCertificate.verify(parse(flipped)),
          () -> "bit " + which);
    }
  }

  @Test
  void aFlippedBitOfTheExtensionIsRefusedEvenWhenTheCertificateIsSignedAnew() throws Exception {
    byte[] value = tls.certificate().getExtensionValue(IdentityCertificate.EXTENSION);
    byte[] good = Arrays.copyOfRange(value, value.length - 236, value.length);
    var form = new CertificateForm(IdentityCertificate.EXTENSION, 236);
    for (int at = 0; at < good.length; at++) {
      byte[] flipped = good.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      X509Certificate again = form.create(_ -> flipped).certificate();
      assertThrows(
          BadCertificateException.class, () -> IdentityCertificate.verify(again), "byte " + at);
    }
  }

  @Test
  void aStolenStatementProvesNothing() {
    TlsIdentity thief = Forgery.withStatementOf(tls.certificate());
    var refused =
        assertThrows(
            BadCertificateException.class, () -> IdentityCertificate.verify(thief.certificate()));
    assertTrue(refused.toString().contains("did not sign"), refused.toString());
  }

  @Test
  void anotherDevicesKeyCannotUseTheStatement() {
    assertThrows(
        IllegalArgumentException.class,
        () -> IdentityCertificate.create(statement, SigningKey.generate()));
  }

  @Test
  void oneKindIsNotTheOther() {
    TlsIdentity server = ServerCertificate.create(SigningKey.generate());
    assertThrows(
        BadCertificateException.class, () -> IdentityCertificate.verify(server.certificate()));
    assertThrows(BadCertificateException.class, () -> ServerCertificate.verify(tls.certificate()));
  }

  @Test
  void anExtensionOfAnotherLengthIsRefused() {
    for (int length : new int[] {0, 1, 235, 237, 300}) {
      TlsIdentity odd =
          new CertificateForm(IdentityCertificate.EXTENSION, length).create(_ -> new byte[length]);
      assertThrows(
          BadCertificateException.class, () -> IdentityCertificate.verify(odd.certificate()));
    }
  }

  @Test
  void aCertificateOfTheOutsideWorldIsRefused(@TempDir Path directory) throws Exception {
    for (String algorithm : new String[] {"EC", "RSA"}) {
      X509Certificate outside = byKeytool(directory.resolve(algorithm), algorithm);
      assertThrows(BadCertificateException.class, () -> IdentityCertificate.verify(outside));
      assertThrows(BadCertificateException.class, () -> ServerCertificate.verify(outside));
    }
  }

  @Test
  void itsTextHoldsNoSecret() {
    String text = tls.toString();
    assertFalse(text.contains(tls.privateKey().toString()));
    assertEquals(
        "TlsIdentity[serial=" + tls.certificate().getSerialNumber().toString(16) + "]", text);
  }

  private static DeviceStatement statement(SigningKey identity, SigningKey device) {
    return DeviceStatement.sign(
        identity, 1, device.verifyKey(), AgreementKey.of(new byte[32]), 1_700_000_000);
  }

  private static X509Certificate published(JsonObject vector) throws CertificateException {
    return parse(Base64.getDecoder().decode(Vectors.text(vector, "certificate")));
  }

  private static X509Certificate parse(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static X509Certificate byKeytool(Path store, String algorithm) throws Exception {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=chit",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0);
    var keys = java.security.KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "changeit".toCharArray());
    }
    return (X509Certificate) keys.getCertificate("a");
  }
}
