package dev.chit.doors.old;

import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The program of the mailboxes: a connection for each request.
public final class ClientMailbox {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String OAEP = "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";

  public record Reply(int version, int code, byte[] payload) {}

  public record Letter(byte[] from, int number, int type, byte[] content) {}

  private final int port;
  private final KeyPair keys;
  private byte[] id = new byte[16];

  public ClientMailbox(int port) throws Exception {
    this.port = port;
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(new RSAKeyGenParameterSpec(1_024, BigInteger.valueOf(17)));
    keys = generator.generateKeyPair();
  }

  private ClientMailbox(int port, KeyPair keys, byte[] id) {
    this.port = port;
    this.keys = keys;
    this.id = id;
  }

  /// The same client, when the server has moved.
  public ClientMailbox at(int newPort) {
    return new ClientMailbox(newPort, keys, id);
  }

  public byte[] id() {
    return id.clone();
  }

  public int register(String name) throws IOException {
    byte[] payload =
        ByteBuffer.allocate(255 + 160)
            .put(Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), 255))
            .put(keys.getPublic().getEncoded())
            .array();
    Reply reply = ask(new byte[16], 100, payload);
    if (reply.code() == 1000) {
      id = reply.payload();
    }
    return reply.code();
  }

  /// Ids by name.
  public Map<String, byte[]> clients() throws IOException {
    ByteBuffer list = ByteBuffer.wrap(expect(1001, ask(id, 101, new byte[0])));
    Map<String, byte[]> clients = new LinkedHashMap<>();
    while (list.hasRemaining()) {
      byte[] one = take(list, 16);
      String name = new String(take(list, 255), StandardCharsets.US_ASCII);
      clients.put(name.substring(0, name.indexOf(0)), one);
    }
    return clients;
  }

  /// As the known programs ask: with the target's id at the head.
  public PublicKey publicKey(byte[] of) throws Exception {
    byte[] reply = expect(1002, ask(of, 102, of));
    return KeyFactory.getInstance("RSA")
        .generatePublic(new X509EncodedKeySpec(Arrays.copyOfRange(reply, 16, 176)));
  }

  public static byte[] head(byte[] id, int code, long size) {
    return ByteBuffer.allocate(22)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(id)
        .put((byte) 2)
        .put((byte) code)
        .putInt((int) size)
        .array();
  }

  public static byte[] message(byte[] to, int type, byte[] content) {
    return ByteBuffer.allocate(21 + content.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(to)
        .put((byte) type)
        .putInt(content.length)
        .put(content)
        .array();
  }

  /// @return the message's id
  public int send(byte[] to, int type, byte[] content) throws IOException {
    byte[] reply = expect(1003, ask(id, 103, message(to, type, content)));
    if (!Arrays.equals(to, Arrays.copyOf(reply, 16))) {
      throw new IOException("sent to somebody else");
    }
    return ByteBuffer.wrap(reply).order(ByteOrder.LITTLE_ENDIAN).getInt(16);
  }

  public List<Letter> fetch() throws IOException {
    ByteBuffer from = ByteBuffer.wrap(expect(1004, ask(id, 104, new byte[0])));
    from.order(ByteOrder.LITTLE_ENDIAN);
    List<Letter> letters = new ArrayList<>();
    while (from.hasRemaining()) {
      byte[] sender = take(from, 16);
      int number = from.getInt();
      int type = from.get();
      letters.add(new Letter(sender, number, type, take(from, from.getInt())));
    }
    return letters;
  }

  // ── between the two clients ──

  public byte[] sealKey(byte[] key, PublicKey to) throws Exception {
    Cipher cipher = Cipher.getInstance(OAEP);
    cipher.init(Cipher.ENCRYPT_MODE, to);
    return cipher.doFinal(key);
  }

  public byte[] openKey(byte[] sealed) throws Exception {
    Cipher cipher = Cipher.getInstance(OAEP);
    cipher.init(Cipher.DECRYPT_MODE, keys.getPrivate());
    return cipher.doFinal(sealed);
  }

  public static byte[] crypt(int mode, byte[] key, byte[] content) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
    return cipher.doFinal(content);
  }

  // ── the wire ──

  public Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  public Reply ask(byte[] client, int code, byte[] payload) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(join(head(client, code, payload.length), payload));
      Reply reply = reply(socket);
      if (socket.getInputStream().read() >= 0) {
        throw new IOException("more than one answer");
      }
      return reply;
    }
  }

  public static Reply reply(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    var head = new byte[7];
    in.readFully(head);
    ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    int version = fields.get();
    int code = Short.toUnsignedInt(fields.getShort());
    var payload = new byte[fields.getInt()];
    in.readFully(payload);
    return new Reply(version, code, payload);
  }

  public static byte[] join(byte[] one, byte[] other) {
    byte[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }

  private static byte[] expect(int code, Reply reply) throws IOException {
    if (reply.code() != code || reply.version() != 2) {
      throw new IOException("answered with " + reply.code() + " (expected: " + code + ")");
    }
    return reply.payload();
  }

  private static byte[] take(ByteBuffer from, int length) {
    var bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }
}
