package dev.chit.doors.old;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The program `onechat`.
public final class ClientOnechat implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  /// What came.
  public record Heard(int op, byte[] aad, byte[] text) {
    /// What follows the counter.
    public byte[] extra() {
      return Arrays.copyOfRange(aad, 4, aad.length);
    }

    public String name() {
      return new String(text, StandardCharsets.US_ASCII).replace("\0", "");
    }
  }

  private final String user;
  private final KeyPair keys;
  private final Socket socket;
  private final DataInputStream in;
  private SecretKeySpec key = new SecretKeySpec(new byte[16], "AES");
  private int sent;
  private int received;
  private byte[] lastRaw = {};

  public ClientOnechat(String user, KeyPair keys, int port) throws IOException {
    this.user = user;
    this.keys = keys;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(socket.getInputStream());
  }

  public static KeyPair newKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    return generator.generateKeyPair();
  }

  public static String pem(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static PublicKey parse(String pem, String algorithm) throws Exception {
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]*-----", ""));
    return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
  }

  /// The three steps, with the server's certificate held against authority and revocations.
  public void logIn(Path folder) throws Exception {
    byte[] mine = random(4);
    frame(signed(join(mine, user.getBytes(StandardCharsets.US_ASCII))));
    var factory = CertificateFactory.getInstance("X.509");
    var server = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(frame()));
    try (var ca = Files.newInputStream(folder.resolve("ca.pem"));
        var crl = Files.newInputStream(folder.resolve("crl.pem"))) {
      PublicKey authority = factory.generateCertificate(ca).getPublicKey();
      server.verify(authority);
      var revoked = (X509CRL) factory.generateCRL(crl);
      revoked.verify(authority);
      check(!revoked.isRevoked(server), "revoked");
    }
    byte[] proof = unsigned(frame(), server.getPublicKey());
    check(Arrays.equals(mine, Arrays.copyOf(proof, 4)), "another nonce");
    byte[] theirs = Arrays.copyOfRange(proof, 4, 8);
    KeyPair ephemeral = newEphemeral();
    String pem = new String(proof, 8, proof.length - 8, StandardCharsets.US_ASCII);
    frame(signed(join(theirs, pem(ephemeral.getPublic()).getBytes(StandardCharsets.US_ASCII))));
    key = new SecretKeySpec(Arrays.copyOf(agree(ephemeral, parse(pem, "EC")), 16), "AES");
  }

  private static KeyPair newEphemeral() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static byte[] agree(KeyPair mine, PublicKey theirs) throws Exception {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(mine.getPrivate());
    agreement.doPhase(theirs, true);
    return MessageDigest.getInstance("SHA-256").digest(agreement.generateSecret());
  }

  // ── messages ──

  public void say(int op, String text) throws Exception {
    say(op, new byte[0], text);
  }

  public void say(int op, byte[] extra, String text) throws Exception {
    frame(sealed(op, sent++, extra, text));
  }

  /// As it goes over the wire.
  public byte[] sealed(int op, int counter, byte[] extra, String text) throws Exception {
    byte[] aad = join(little(counter), extra);
    byte[] iv = random(12);
    byte[] code = Arrays.copyOf(little(op), 2);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, iv));
    cipher.updateAAD(code);
    cipher.updateAAD(aad);
    byte[] out = cipher.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    byte[] tag = Arrays.copyOfRange(out, out.length - 16, out.length);
    byte[] body = Arrays.copyOf(out, out.length - 16);
    return join(code, tag, iv, little(aad.length), aad, body);
  }

  public Heard hear() throws Exception {
    lastRaw = frame();
    ByteBuffer from = ByteBuffer.wrap(lastRaw).order(ByteOrder.LITTLE_ENDIAN);
    byte[] code = take(from, 2);
    byte[] tag = take(from, 16);
    byte[] iv = take(from, 12);
    byte[] aad = take(from, from.getInt());
    byte[] body = take(from, from.remaining());
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, iv));
    cipher.updateAAD(code);
    cipher.updateAAD(aad);
    byte[] text = cipher.doFinal(join(body, tag));
    check(ByteBuffer.wrap(aad).order(ByteOrder.LITTLE_ENDIAN).getInt() == received++, "counter");
    return new Heard(code[0], aad, text);
  }

  /// The next message, which has to be of that kind.
  public Heard hear(int op) throws Exception {
    Heard heard = hear();
    check(heard.op() == op, "op " + heard.op() + " (expected: " + op + ")");
    return heard;
  }

  /// The newest message as it came.
  public byte[] lastRaw() {
    return lastRaw;
  }

  public String names(Heard list) {
    return new String(list.text(), StandardCharsets.US_ASCII);
  }

  // ── between the two clients ──

  /// A key of their own, made as the requester or the accepter of a talk.
  public final class Talk {
    private final KeyPair ephemeral = newEphemeral();
    private final byte[] nonce = random(4);
    private byte[] secret = {};
    private int counter;

    public Talk() throws Exception {}

    public byte[] nonce() {
      return nonce;
    }

    public byte[] acceptance(byte[] requestersNonce) throws Exception {
      return signed(join(requestersNonce, nonce, ephemeralPem()));
    }

    /// Checks the accepter's answer.
    ///
    /// @return what goes back
    public byte[] confirm(byte[] extra) throws Exception {
      ByteBuffer from = ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN);
      PublicKey peer =
          parse(new String(take(from, (int) from.getLong()), StandardCharsets.US_ASCII), "RSA");
      byte[] content = unsigned(take(from, from.remaining()), peer);
      check(Arrays.equals(nonce, Arrays.copyOf(content, 4)), "another talk's answer");
      agreeOn(content, 8);
      return signed(join(Arrays.copyOfRange(content, 4, 8), ephemeralPem()));
    }

    /// Checks what came back.
    public void complete(byte[] requestersPem, byte[] extra) throws Exception {
      PublicKey peer = parse(new String(requestersPem, StandardCharsets.US_ASCII), "RSA");
      byte[] content = unsigned(extra, peer);
      check(Arrays.equals(nonce, Arrays.copyOf(content, 4)), "another talk's key");
      agreeOn(content, 4);
    }

    private void agreeOn(byte[] content, int at) throws Exception {
      String pem = new String(content, at, content.length - at, StandardCharsets.US_ASCII);
      secret = Arrays.copyOf(agree(ephemeral, parse(pem, "EC")), 16);
    }

    private byte[] ephemeralPem() {
      return pem(ephemeral.getPublic()).getBytes(StandardCharsets.US_ASCII);
    }

    public byte[] seal(String text) throws Exception {
      byte[] iv = random(12);
      byte[] aad = little(counter++);
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(128, iv));
      cipher.updateAAD(aad);
      byte[] out = cipher.doFinal(text.getBytes(StandardCharsets.US_ASCII));
      byte[] tag = Arrays.copyOfRange(out, out.length - 16, out.length);
      return join(tag, iv, little(4), aad, Arrays.copyOf(out, out.length - 16));
    }

    public String open(byte[] inner) throws Exception {
      ByteBuffer from = ByteBuffer.wrap(inner).order(ByteOrder.LITTLE_ENDIAN);
      byte[] tag = take(from, 16);
      byte[] iv = take(from, 12);
      byte[] aad = take(from, from.getInt());
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(128, iv));
      cipher.updateAAD(aad);
      return new String(
          cipher.doFinal(join(take(from, from.remaining()), tag)), StandardCharsets.US_ASCII);
    }
  }

  // ── the wire ──

  public void frame(byte[] body) throws IOException {
    raw(join(ByteBuffer.allocate(4).putInt(body.length).array(), body));
  }

  public void raw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  private byte[] frame() throws IOException {
    var body = new byte[in.readInt()];
    in.readFully(body);
    return body;
  }

  /// Whether the server has closed; reads to the end.
  public boolean isAtEnd() {
    try {
      while (in.read() >= 0) {}
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private byte[] signed(byte[] content) throws Exception {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(content);
    return join(little(256), signature.sign(), content);
  }

  private static byte[] unsigned(byte[] signed, PublicKey key) throws Exception {
    ByteBuffer from = ByteBuffer.wrap(signed).order(ByteOrder.LITTLE_ENDIAN);
    byte[] signature = take(from, from.getInt());
    byte[] content = take(from, from.remaining());
    Signature verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(key);
    verifier.update(content);
    check(verifier.verify(signature), "a bad signature");
    return content;
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static byte[] little(int number) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }

  private static byte[] take(ByteBuffer from, int length) {
    var bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  private static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static void check(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
