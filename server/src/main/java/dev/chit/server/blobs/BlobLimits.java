package dev.chit.server.blobs;

import java.time.Duration;

/// What members may leave with the server, and for how long.
///
/// @param blobBytes of one blob, sealed
/// @param accountBytes of all of an account's blobs together
/// @param accountBlobs how many an account may have at once
/// @param freeBytes what must stay free where the blobs lie
/// @param life of a whole blob
/// @param unfinishedLife of a blob that nobody goes on with
/// @param accountTransfers calls under way at once, of one account, in each direction
public record BlobLimits(
    long blobBytes,
    long accountBytes,
    int accountBlobs,
    long freeBytes,
    Duration life,
    Duration unfinishedLife,
    int accountTransfers) {

  public static final BlobLimits DEFAULT =
      new BlobLimits(
          sealed(16L << 30),
          sealed(32L << 30),
          1_000,
          1L << 30,
          Duration.ofDays(30),
          Duration.ofDays(2),
          8);

  /// Room for the tags of the pieces: 16 bytes for each 256 KiB.
  private static long sealed(long bytes) {
    return bytes + (bytes >> 14) + 16;
  }

  public BlobLimits {
    if (blobBytes < 0 || accountBytes < 0 || accountBlobs < 0 || freeBytes < 0) {
      throw new IllegalArgumentException("a limit below 0 (expected: 0 or more)");
    }
    if (life.isNegative() || life.isZero() || unfinishedLife.isNegative()) {
      throw new IllegalArgumentException("a life of " + life + " (expected: more than 0)");
    }
    if (accountTransfers < 1) {
      throw new IllegalArgumentException(
          "accountTransfers " + accountTransfers + " (expected: 1 or more)");
    }
  }

  public BlobLimits withBytes(long ofOne, long ofAccount) {
    return new BlobLimits(
        ofOne, ofAccount, accountBlobs, freeBytes, life, unfinishedLife, accountTransfers);
  }

  public BlobLimits withBlobs(int ofAccount) {
    return new BlobLimits(
        blobBytes, accountBytes, ofAccount, freeBytes, life, unfinishedLife, accountTransfers);
  }

  public BlobLimits withFree(long bytes) {
    return new BlobLimits(
        blobBytes, accountBytes, accountBlobs, bytes, life, unfinishedLife, accountTransfers);
  }

  public BlobLimits withLife(Duration ofWhole, Duration ofUnfinished) {
    return new BlobLimits(
        blobBytes, accountBytes, accountBlobs, freeBytes, ofWhole, ofUnfinished, accountTransfers);
  }

  public BlobLimits withTransfers(int ofAccount) {
    return new BlobLimits(
        blobBytes, accountBytes, accountBlobs, freeBytes, life, unfinishedLife, ofAccount);
  }
}
