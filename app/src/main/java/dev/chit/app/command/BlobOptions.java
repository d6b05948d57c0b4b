package dev.chit.app.command;

import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import dev.chit.server.blobs.BlobLimits;
import dev.chit.server.blobs.s3.S3Place;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a server takes in of members' files.
final class BlobOptions {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([kMGT]?)");
  private static final String UNITS = "kMGT";
  private static final int BITS_OF_A_UNIT = 10;

  /// Sealing adds 16 bytes to each 256 KiB, one part in 16,384, and at least 16 bytes.
  private static final int SEALED_BITS = 14;

  private static final int TAG_BYTES = 16;
  private static final int DAYS_MAX = 3_650;

  @Option(
      names = "--file-size",
      paramLabel = "SIZE",
      description = "The largest file that a member may send, such as 500M (default: 16G).")
  private String fileSize = "16G";

  @Option(
      names = "--file-quota",
      paramLabel = "SIZE",
      description = "All of one member's files that wait at a time, together (default: 32G).")
  private String fileQuota = "32G";

  @Option(
      names = "--file-days",
      paramLabel = "N",
      description = "How long a file is kept to be saved (default: ${DEFAULT-VALUE}).")
  private int fileDays = (int) BlobLimits.DEFAULT.life().toDays();

  @Option(
      names = "--blobs",
      paramLabel = "s3://BUCKET/PREFIX",
      description = {
        "Keep files in an object store instead of the data directory. Its keys come from the",
        "environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL."
      })
  private @Nullable String blobs;

  /// Where files lie, if not in the data directory.
  Optional<S3Place> place(Caller caller) {
    try {
      return Optional.ofNullable(blobs).map(it -> S3Place.parse(it, caller::env));
    } catch (IllegalArgumentException wrong) {
      throw CommandFailure.usage(String.valueOf(wrong.getMessage()));
    }
  }

  BlobLimits limits() {
    if (fileDays < 1 || fileDays > DAYS_MAX) {
      throw CommandFailure.usage("--file-days is 1 to " + DAYS_MAX + ".");
    }
    return BlobLimits.DEFAULT
        .withBytes(sealed("--file-size", fileSize), sealed("--file-quota", fileQuota))
        .withLife(Duration.ofDays(fileDays), BlobLimits.DEFAULT.unfinishedLife());
  }

  private static long sealed(String option, String text) {
    long bytes = bytes(option, text);
    return bytes + (bytes >> SEALED_BITS) + TAG_BYTES;
  }

  /// `500`, `500k`, `500M`, `500G`, `5T`, in powers of 1024.
  static long bytes(String option, String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw CommandFailure.usage(option + " is a size such as 500M or 16G, not “" + text + "”.");
    }
    String unit = matcher.group(2);
    int shift = unit.isEmpty() ? 0 : BITS_OF_A_UNIT * (UNITS.indexOf(unit) + 1);
    long number = Long.parseLong(matcher.group(1));
    if (number > Long.MAX_VALUE >> (shift + SEALED_BITS)) {
      throw CommandFailure.usage(option + " is larger than any disk.");
    }
    return number << shift;
  }
}
