package dev.chit.doors.old;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// TLS as an old client has it, from the PEM files that it was given.
public final class OldTls {
  private OldTls() {}

  /// With the certificate of all clients.
  public static SSLContext mutual(Path folder) throws Exception {
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    var password = "old".toCharArray();
    String pem = Files.readString(folder.resolve("client.key"));
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]*-----", ""));
    keys.setKeyEntry(
        "client",
        KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)),
        password,
        new Certificate[] {certificate(folder.resolve("client.pem"))});
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), trust(folder).getTrustManagers(), null);
    return context;
  }

  /// Without one.
  public static SSLContext anonymous(Path folder) throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust(folder).getTrustManagers(), null);
    return context;
  }

  private static TrustManagerFactory trust(Path folder) throws Exception {
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", certificate(folder.resolve("ca.pem")));
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory;
  }

  private static Certificate certificate(Path file) throws Exception {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(
            new ByteArrayInputStream(Files.readString(file).getBytes(StandardCharsets.US_ASCII)));
  }
}
