package dev.chit.server.edge;

import dev.chit.crypto.TlsIdentity;
import dev.chit.crypto.tls.ServerTrust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// Fetches pages over HTTPS with a client's certificate, by the JDK's own HTTP client.
final class TestPages implements AutoCloseable {
  private final String root;
  private final HttpClient http;

  TestPages(TestServer server, TestClient client) throws IOException, GeneralSecurityException {
    TlsIdentity me = client.identity().tls();
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry("me", me.privateKey(), new char[0], new X509Certificate[] {me.certificate()});
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, new char[0]);
    var tls = SSLContext.getInstance("TLSv1.3");
    tls.init(
        managers.getKeyManagers(),
        new TrustManager[] {ServerTrust.pinned(server.fingerprint())},
        null);
    root = "https://127.0.0.1:" + server.port();
    http = HttpClient.newBuilder().sslContext(tls).build();
  }

  /// @param headers names and values, in turn
  HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> send(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    http.close();
  }
}
