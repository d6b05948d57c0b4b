package dev.chit.server.blobs.s3;

import java.net.URI;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where an object store is, and with what it is opened. The secret comes from the environment
/// alone, under the names that other programs know it by: it is in no argument and no file of ours.
///
/// @param endpoint scheme, host and port
/// @param prefix of all names in the bucket, empty or ending in `/`
public record S3Place(
    URI endpoint, String region, String bucket, String prefix, String keyId, String secret) {
  private static final Pattern ADDRESS =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9._/-]{0,200}))?");
  private static final String DEFAULT_REGION = "us-east-1";

  public static boolean isOne(String text) {
    return text.startsWith("s3:");
  }

  /// Reads `s3://BUCKET[/PREFIX]` and, of the environment, `AWS_ACCESS_KEY_ID`,
  /// `AWS_SECRET_ACCESS_KEY`, `AWS_REGION` (us-east-1 without) and `AWS_ENDPOINT_URL` (Amazon's own
  /// without).
  ///
  /// @throws IllegalArgumentException with a sentence, if something is wrong or missing
  public static S3Place parse(String text, UnaryOperator<@Nullable String> environment) {
    Matcher matcher = ADDRESS.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("An object store is written s3://BUCKET/PREFIX.");
    }
    String region = or(environment.apply("AWS_REGION"), DEFAULT_REGION);
    String folder = or(matcher.group(2), "");
    return new S3Place(
        endpoint(
            or(environment.apply("AWS_ENDPOINT_URL"), "https://s3." + region + ".amazonaws.com")),
        region,
        matcher.group(1),
        folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/",
        required(environment, "AWS_ACCESS_KEY_ID"),
        required(environment, "AWS_SECRET_ACCESS_KEY"));
  }

  private static URI endpoint(String text) {
    URI uri = URI.create(text);
    boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    String path = uri.getRawPath();
    if (!isWeb || uri.getHost() == null || !(path == null || path.isEmpty() || path.equals("/"))) {
      throw new IllegalArgumentException("AWS_ENDPOINT_URL is no https://HOST[:PORT].");
    }
    return URI.create(uri.getScheme() + "://" + uri.getRawAuthority());
  }

  private static String required(UnaryOperator<@Nullable String> environment, String name) {
    String value = environment.apply(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("The environment variable " + name + " is missing.");
    }
    return value;
  }

  private static String or(@Nullable String value, String otherwise) {
    return value == null || value.isEmpty() ? otherwise : value;
  }

  /// The address of an object, or of the bucket if the name is empty.
  URI uri(String name) {
    String path = name.isEmpty() ? "" : "/" + prefix + name;
    return URI.create(endpoint + "/" + bucket + path);
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "s3://" + bucket + "/" + prefix + " at " + endpoint;
  }
}
