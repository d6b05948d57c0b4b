package dev.chit.server.blobs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The example of Amazon's documentation, “Authenticating Requests: Using the Authorization
/// Header”, “GET Object”.
final class S3SignatureTest {
  @Test
  void aRequestIsSignedAsAmazonsExample() {
    var signature =
        new S3Signature(
            "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1");
    Map<String, String> signed =
        signature.sign(
            "GET",
            URI.create("https://examplebucket.s3.amazonaws.com/test.txt"),
            new TreeMap<>(Map.of("range", "bytes=0-9")),
            new byte[0],
            Instant.parse("2013-05-24T00:00:00Z"));
    assertEquals(
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
            + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
            + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        signed.get("authorization"));
    assertEquals("20130524T000000Z", signed.get("x-amz-date"));
  }
}
