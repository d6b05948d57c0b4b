package dev.chit.server.blobs.s3;

import static dev.chit.server.blobs.s3.S3Blobs.OBJECT_BYTES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.server.blobs.BlobId;
import dev.chit.server.blobs.BlobLimits;
import dev.chit.server.blobs.BlobStore;
import dev.chit.server.blobs.Blobs;
import dev.chit.server.blobs.Download;
import dev.chit.server.blobs.Upload;
import dev.chit.server.calls.RefusedException;
import dev.chit.wire.v1.BlobHead;
import dev.chit.wire.v1.GetBlobRequest;
import dev.chit.wire.v1.StatBlobRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Blobs in a real server that speaks S3, S3Proxy, which checks every signature.
final class S3BlobsTest {
  private static final AccountId ALICE = new AccountId(1, 1);
  private static final ByteString ID = ByteString.copyFrom(new byte[32]);
  private static final Map<String, String> ENVIRONMENT =
      Map.of("AWS_ACCESS_KEY_ID", "key", "AWS_SECRET_ACCESS_KEY", "secret");

  private static BlobStoreContext objects;
  private static S3Proxy proxy;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws Exception {
    objects = ContextBuilder.newBuilder("transient").build(BlobStoreContext.class);
    objects.getBlobStore().createContainerInLocation(null, "chit-files");
    proxy =
        S3Proxy.builder()
            .blobStore(objects.getBlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, "key", "secret")
            .build();
    proxy.start();
    while (!proxy.getState().equals("STARTED")) {
      Thread.onSpinWait();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    proxy.stop();
    objects.close();
  }

  private static S3Place place(String address, Map<String, String> changes) {
    return S3Place.parse(
        address,
        name ->
            changes.getOrDefault(
                name,
                name.equals("AWS_ENDPOINT_URL")
                    ? "http://127.0.0.1:" + proxy.getPort()
                    : ENVIRONMENT.get(name)));
  }

  private static BlobStore store() throws IOException {
    return S3Blobs.open(place("s3://chit-files/here", Map.of()), InstantSource.system());
  }

  @Test
  void aBlobOfSeveralObjectsIsReadAsItWasWritten() throws Exception {
    byte[] all = bytes(OBJECT_BYTES + 12_345);
    var id = new BlobId(ID);
    try (BlobStore store = store()) {
      write(store, id, all, 0, all.length, true);
      assertArrayEquals(all, read(store, id, 0, all.length));
      int middle = OBJECT_BYTES - 100;
      assertArrayEquals(
          Arrays.copyOfRange(all, middle, all.length),
          read(store, id, middle, all.length - middle));
      store.delete(id, all.length);
      store.delete(id, all.length);
      assertThrows(IOException.class, () -> read(store, id, 0, 1));
    }
  }

  @Test
  void aCutUploadGoesOnWithTheFirstObjectThatIsMissing() throws Exception {
    byte[] all = bytes(OBJECT_BYTES + 300_000);
    try (Blobs blobs = blobs(store())) {
      try (Upload upload = blobs.begin(ALICE, head(all.length, 0))) {
        upload.append(List.of(ByteString.copyFrom(all, 0, OBJECT_BYTES + 100_000)));
      }
      long stored = blobs.stat(ALICE, StatBlobRequest.newBuilder().setId(ID).build()).getStored();
      assertEquals(OBJECT_BYTES, stored);
      int from = OBJECT_BYTES - 1_000;
      try (Upload upload = blobs.begin(ALICE, head(all.length, from))) {
        upload.append(List.of(ByteString.copyFrom(all, from, all.length - from)));
        upload.finish();
      }
      var read = new ByteArrayOutputStream();
      try (Download download = blobs.read(ALICE, GetBlobRequest.newBuilder().setId(ID).build())) {
        while (!download.isAtEnd()) {
          download.next().writeTo(read);
        }
      }
      assertArrayEquals(all, read.toByteArray());
      blobs.delete(ALICE, ID);
      assertEquals(0, objects.getBlobStore().countBlobs("chit-files"));
      assertThrows(
          RefusedException.class,
          () -> blobs.stat(ALICE, StatBlobRequest.newBuilder().setId(ID).build()));
    }
  }

  @Test
  void whatCannotBeOpenedIsSaidAtOnce() {
    assertThrows(
        IOException.class,
        () ->
            S3Blobs.open(
                place("s3://chit-files", Map.of("AWS_SECRET_ACCESS_KEY", "wrong")),
                InstantSource.system()));
    assertThrows(
        IOException.class,
        () -> S3Blobs.open(place("s3://another", Map.of()), InstantSource.system()));
    for (String wrong : List.of("s3://", "s3:chit", "s3://A/b", "s3://ok/ü", "s3://ok/a b")) {
      assertThrows(IllegalArgumentException.class, () -> place(wrong, Map.of()), wrong);
    }
    for (String wrong : List.of("ftp://x", "https://x/path", "nothing")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> place("s3://chit-files", Map.of("AWS_ENDPOINT_URL", wrong)),
          wrong);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> place("s3://chit-files", Map.of("AWS_ACCESS_KEY_ID", "")));
    String shown = place("s3://chit-files/a", Map.of()).toString();
    assertFalse(shown.contains("secret"), shown);
    assertTrue(shown.startsWith("s3://chit-files/a/ at http://127.0.0.1:"), shown);
  }

  private Blobs blobs(BlobStore store) throws Exception {
    return Blobs.open(
        directory.resolve("blobs.db"), store, BlobLimits.DEFAULT, InstantSource.system());
  }

  private static BlobHead head(long size, long offset) {
    return BlobHead.newBuilder().setId(ID).setSize(size).setOffset(offset).build();
  }

  private static byte[] bytes(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static void write(
      BlobStore store, BlobId id, byte[] all, int from, int through, boolean isAll)
      throws IOException {
    try (BlobStore.Writer writer = store.write(id, from)) {
      writer.append(List.of(java.nio.ByteBuffer.wrap(all, from, through - from)));
      if (isAll) {
        writer.finish();
      }
    }
  }

  private static byte[] read(BlobStore store, BlobId id, long from, int length) throws IOException {
    var into = new byte[length];
    try (BlobStore.Reader reader = store.read(id, from)) {
      assertEquals(length, reader.read(into));
    }
    return into;
  }
}
