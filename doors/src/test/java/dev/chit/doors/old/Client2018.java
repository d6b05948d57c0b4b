package dev.chit.doors.old;

import java.io.IOException;
import java.net.InetAddress;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// The program of 2018: talks to the server, and by the same TLS to other clients.
public final class Client2018 implements AutoCloseable {
  private static final int BUFFER = 256;

  private final SSLContext tls;
  private final int serverPort;
  private final SSLServerSocket listening;
  private Wire server;

  public Client2018(SSLContext tls, int serverPort) throws IOException {
    this.tls = tls;
    this.serverPort = serverPort;
    this.listening =
        (SSLServerSocket)
            tls.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    listening.setNeedClientAuth(true);
    this.server = connect("127.0.0.1", serverPort);
  }

  private Wire connect(String host, int port) throws IOException {
    var wire = new Wire((SSLSocket) tls.getSocketFactory().createSocket(host, port), BUFFER);
    String greeting = wire.read();
    if (!greeting.equals("Connection accepted")) {
      throw new IOException("greeted with: " + greeting);
    }
    return wire;
  }

  public Wire server() {
    return server;
  }

  public String register(String name, String amount) throws IOException {
    return server.ask("REGISTER#" + name + "#" + amount + "\n");
  }

  public String login(String name) throws IOException {
    return server.ask(name + "#" + listening.getLocalPort() + "\n");
  }

  public String list() throws IOException {
    return server.ask("List\n");
  }

  public String exit() throws IOException {
    String bye = server.ask("Exit\n");
    server.close();
    return bye;
  }

  /// Comes back after an exit.
  public void comeBack() throws IOException {
    server = connect("127.0.0.1", serverPort);
  }

  /// The whole of a payment: asks where the payee is, leaves, and hands the payee the order.
  ///
  /// @return what the payee passes on
  public String pay(String me, String amount, String payee) throws IOException {
    String[] place = server.ask("Get#" + payee).split("#");
    String bye = exit();
    if (!bye.equals("Bye\n\0")) {
      throw new IOException("left with: " + bye);
    }
    try (Wire other = connect(place[0], Integer.parseInt(place[1]))) {
      return other.ask(me + "#" + amount + "#" + payee + "\n");
    }
  }

  /// Waits for one payer and does what its user says.
  ///
  /// @return what the server said
  public String bePaid(Predicate<String> user) throws IOException {
    try (var payer = new Wire(listening.accept(), BUFFER)) {
      payer.write("Connection accepted");
      String order = payer.read();
      String said = user.test(order) ? server.ask(order) : "PayFail";
      payer.write(said);
      return said;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    listening.close();
  }
}
