package dev.chit.server.blobs.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Amazon's signature of a request, version 4, over method, path, headers and the body's hash. For
/// requests without query, whose paths need no escapes.
final class S3Signature {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int DATE_LENGTH = 8;

  private final String keyId;
  private final String secret;
  private final String region;

  S3Signature(String keyId, String secret, String region) {
    this.keyId = keyId;
    this.secret = secret;
    this.region = region;
  }

  /// The headers to send, `host` aside, which is sent anyway: those given, and the signature.
  ///
  /// @param headers more to sign, by their names in lower case
  Map<String, String> sign(
      String method, URI uri, Map<String, String> headers, byte[] body, Instant now) {
    String time = TIME.format(now);
    String bodyHash = hex(sha256(body));
    var signed = new TreeMap<>(headers);
    signed.put("host", uri.getRawAuthority());
    signed.put("x-amz-content-sha256", bodyHash);
    signed.put("x-amz-date", time);
    var request = new StringBuilder(method + "\n" + uri.getRawPath() + "\n\n");
    signed.forEach((name, value) -> request.append(name + ":" + value + "\n"));
    String names = String.join(";", signed.keySet());
    request.append("\n" + names + "\n" + bodyHash);
    String date = time.substring(0, DATE_LENGTH);
    String scope = date + "/" + region + "/s3/aws4_request";
    String text =
        ALGORITHM
            + "\n"
            + time
            + "\n"
            + scope
            + "\n"
            + hex(sha256(request.toString().getBytes(UTF_8)));
    String signature = hex(hmac(key(date), text));
    var all = new TreeMap<>(signed);
    all.remove("host");
    all.put(
        "authorization",
        ALGORITHM
            + " Credential="
            + keyId
            + "/"
            + scope
            + ",SignedHeaders="
            + names
            + ",Signature="
            + signature);
    return all;
  }

  private byte[] key(String date) {
    byte[] ofDate = hmac(("AWS4" + secret).getBytes(UTF_8), date);
    return hmac(hmac(hmac(ofDate, region), "s3"), "aws4_request");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
