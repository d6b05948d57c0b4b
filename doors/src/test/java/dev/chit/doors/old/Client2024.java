package dev.chit.doors.old;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import javax.crypto.Cipher;
import javax.net.ssl.SSLContext;

/// The program of 2024: TLS to the server, and to other clients one block under their public key.
public final class Client2024 implements AutoCloseable {
  private static final int BUFFER = 1_024;
  private static final int BLOCK = 256;
  private static final String OAEP = "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";

  private final ServerSocket listening;
  private final KeyPair keys;
  private final Wire server;

  public Client2024(SSLContext tls, int serverPort) throws Exception {
    listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    keys = generator.generateKeyPair();
    server = new Wire(tls.getSocketFactory().createSocket("127.0.0.1", serverPort), BUFFER);
  }

  public String ask(String text) throws IOException {
    return server.ask(text);
  }

  public String register(String name) throws IOException {
    return ask("REGISTER#" + name);
  }

  public String login(String name) throws IOException {
    return ask(name + "#" + listening.getLocalPort());
  }

  public PublicKey publicKey() {
    return keys.getPublic();
  }

  /// Sends the payee an order.
  ///
  /// @param line of the payee, as the list has it
  /// @return what the payee passes on
  public static String pay(String order, String line, PublicKey payee) throws Exception {
    String[] place = line.split("#");
    Cipher cipher = Cipher.getInstance(OAEP);
    cipher.init(Cipher.ENCRYPT_MODE, payee);
    try (var other = new Wire(new Socket(place[1], Integer.parseInt(place[2])), BUFFER)) {
      other.write(cipher.doFinal(order.getBytes(StandardCharsets.US_ASCII)));
      return other.read();
    }
  }

  /// Waits for one payer, forwards the order, and passes the server's answer on.
  public String bePaid() throws Exception {
    try (Socket payer = listening.accept()) {
      Cipher cipher = Cipher.getInstance(OAEP);
      cipher.init(Cipher.DECRYPT_MODE, keys.getPrivate());
      byte[] order = cipher.doFinal(payer.getInputStream().readNBytes(BLOCK));
      String said = ask(new String(order, StandardCharsets.US_ASCII));
      payer.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
      return said;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    listening.close();
  }
}
