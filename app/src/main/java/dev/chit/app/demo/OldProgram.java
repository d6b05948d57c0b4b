package dev.chit.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// What a client of the dialect `micropay-2018` says and hears: lines over mutual TLS, one read for
/// each answer, and nothing of Chit.
final class OldProgram implements AutoCloseable {
  private static final int BUFFER_BYTES = 256;
  private static final int PATIENCE_MILLIS = 60_000;

  private final SSLContext tls;
  private final int port;
  private Socket socket;

  /// @param keys the folder with `ca.pem`, `client.pem` and `client.key`
  OldProgram(Path keys, int port) throws IOException, GeneralSecurityException {
    this.tls = tls(keys);
    this.port = port;
    this.socket = connect(port);
  }

  private Socket connect(int to) throws IOException {
    Socket connected = tls.getSocketFactory().createSocket("127.0.0.1", to);
    connected.setSoTimeout(PATIENCE_MILLIS);
    if (!read(connected).equals("Connection accepted")) {
      throw new IOException("the door says something else than it should");
    }
    return connected;
  }

  /// Says a line and hears the answer.
  String ask(String line) throws IOException {
    return ask(socket, line);
  }

  /// Pays as the old program does: asks where the payee is, leaves, and hands the order over there.
  String pay(String me, String amount, String payee) throws IOException {
    String place = ask("Get#" + payee);
    var _ = ask("Exit\n");
    socket.close();
    try (Socket other = connect(Integer.parseInt(place.substring(place.indexOf('#') + 1)))) {
      return ask(other, me + "#" + amount + "#" + payee + "\n");
    }
  }

  void comeBack() throws IOException {
    socket = connect(port);
  }

  private static String ask(Socket whom, String line) throws IOException {
    whom.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
    whom.getOutputStream().flush();
    return read(whom);
  }

  private static String read(Socket from) throws IOException {
    var buffer = new byte[BUFFER_BYTES];
    int length = from.getInputStream().read(buffer);
    return length < 0 ? "" : new String(buffer, 0, length, StandardCharsets.US_ASCII);
  }

  private static SSLContext tls(Path keys) throws IOException, GeneralSecurityException {
    var password = new char[0];
    KeyStore mine = empty();
    String pem = Files.readString(keys.resolve("client.key"));
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]*-----", ""));
    mine.setKeyEntry(
        "client",
        KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)),
        password,
        new Certificate[] {certificate(keys.resolve("client.pem"))});
    KeyStore authority = empty();
    authority.setCertificateEntry("ca", certificate(keys.resolve("ca.pem")));
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(mine, password);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authority);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Certificate certificate(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
