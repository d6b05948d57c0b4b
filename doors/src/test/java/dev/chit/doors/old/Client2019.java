package dev.chit.doors.old;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/// The program of 2019: sends 1,000 bytes at a time, and pays before it tells the payee.
public final class Client2019 implements AutoCloseable {
  private static final int MESSAGE = 1_000;
  private static final int LOGIN_BUFFER = 1_024;
  private static final int BUFFER = 4_000;

  private final SSLContext tls;
  private final SSLServerSocket listening;
  private final Wire server;

  public Client2019(SSLContext tls, int serverPort) throws IOException {
    this.tls = tls;
    this.listening =
        (SSLServerSocket)
            tls.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    listening.setNeedClientAuth(true);
    this.server = connect(serverPort);
  }

  private Wire connect(int port) throws IOException {
    var wire = new Wire(tls.getSocketFactory().createSocket("127.0.0.1", port), BUFFER);
    String greeting = wire.read();
    if (!greeting.equals("Connected accepted. Welcome to my server.\n")) {
      throw new IOException("greeted with: " + greeting);
    }
    return wire;
  }

  public Wire server() {
    return server;
  }

  private static byte[] padded(String text) {
    return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), MESSAGE);
  }

  public String ask(String text) throws IOException {
    server.write(padded(text));
    return server.read();
  }

  public String register(String name) throws IOException {
    return ask("REGISTER#" + name);
  }

  /// @return the first list, or the refusal
  public String login(String name, String deposit) throws IOException {
    String asked = ask(name + "#" + listening.getLocalPort());
    if (!asked.equals("Please enter the amount you want to deposit: ")) {
      return asked;
    }
    String list = ask(deposit);
    if (list.length() > LOGIN_BUFFER) {
      throw new IOException("more than fits");
    }
    return list;
  }

  public String list() throws IOException {
    return server.ask("List\n\0");
  }

  public String exit() throws IOException {
    return server.ask("Exit\n");
  }

  /// Pays, and tells the payee, if the server has moved the money.
  public String pay(String me, String amount, String payee) throws IOException {
    String port = ask("PayRequest#" + me + "#" + amount + "#" + payee);
    if (port.matches("[0-9]+")) {
      try (Wire other = connect(Integer.parseInt(port))) {
        other.write(padded(me + "#" + amount + "#" + payee + "\n"));
      }
    }
    return port;
  }

  /// Waits for one payer.
  ///
  /// @return what the program shows
  public String bePaid() throws IOException {
    try (var payer = new Wire(listening.accept(), BUFFER)) {
      payer.write("Connected accepted. Welcome to my server.\n");
      String[] told = payer.read().split("\n")[0].split("#");
      return told[0] + " gives you " + told[1] + " dollars.";
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    listening.close();
  }
}
