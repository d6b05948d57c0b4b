package dev.chit.sessions;

import dev.chit.core.Label;
import dev.chit.crypto.AgreementKey;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Secrets;
import dev.chit.crypto.SigningKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// This device's keys: Ed25519 device key, X25519 identity, and the private halves of its prekeys.
/// An immutable snapshot; [#replenish] and opening a session's first message give the next one.
public final class LocalDevice {
  /// At most so many one-time prekeys of each kind in a [PublishBatch].
  public static final int ONE_TIME_BATCH_MAX = 100;

  /// Private halves of one-time prekeys kept of each kind; the oldest go first.
  public static final int ONE_TIME_KEPT_MAX = 1_000;

  /// The signed and the last-resort prekey are made anew after this time, ...
  public static final Duration ROTATION = Duration.ofDays(7);

  /// ... and messages under the old ones still open for this long.
  public static final Duration ROTATED_KEPT = Duration.ofDays(30);

  static final int ROTATED_KEPT_MAX = 16;

  private final SigningKey deviceKey;
  final byte[] agreementPrivateKey;
  private final DeviceStatement statement;
  final int nextId;
  final List<X25519Prekey> signed;
  final List<KemPrekey> lastResort;
  final List<X25519Prekey> oneTimeX25519;
  final List<KemPrekey> oneTimeKem;

  /// @param madeAtMillis when it was made
  record X25519Prekey(int id, X25519.Pair pair, long madeAtMillis) {
    @Override
    public String toString() {
      return "X25519Prekey[" + id + "]";
    }
  }

  record KemPrekey(int id, byte[] seed, long madeAtMillis, boolean lastResort) {
    @Override
    public String toString() {
      return "KemPrekey[" + id + "]";
    }
  }

  /// @param device to be saved before the batch is published
  public record Replenished(LocalDevice device, PublishBatch batch) {}

  LocalDevice(
      SigningKey deviceKey,
      byte[] agreementPrivateKey,
      DeviceStatement statement,
      int nextId,
      List<X25519Prekey> signed,
      List<KemPrekey> lastResort,
      List<X25519Prekey> oneTimeX25519,
      List<KemPrekey> oneTimeKem) {
    this.deviceKey = deviceKey;
    this.agreementPrivateKey = agreementPrivateKey;
    this.statement = statement;
    this.nextId = nextId;
    this.signed = List.copyOf(signed);
    this.lastResort = List.copyOf(lastResort);
    this.oneTimeX25519 = List.copyOf(oneTimeX25519);
    this.oneTimeKem = List.copyOf(oneTimeKem);
  }

  /// A new device of the identity, with no prekeys yet.
  ///
  /// @param device its number within the account, 1 or more
  public static LocalDevice create(
      SigningKey identity, int device, SecureRandom random, Instant now) {
    var seed = new byte[SigningKey.SEED_LENGTH];
    random.nextBytes(seed);
    SigningKey deviceKey = SigningKey.ofSeed(seed);
    Secrets.wipe(seed);
    X25519.Pair agreement = X25519.Pair.generate(random);
    DeviceStatement statement =
        DeviceStatement.sign(
            identity,
            device,
            deviceKey.verifyKey(),
            AgreementKey.of(agreement.publicKey()),
            now.getEpochSecond());
    return new LocalDevice(
        deviceKey,
        agreement.privateKey(),
        statement,
        1,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  public DeviceStatement statement() {
    return statement;
  }

  public DeviceAddress address() {
    return new DeviceAddress(statement.account(), statement.device());
  }

  /// Signs prekeys and the TLS certificate. The same object in every snapshot.
  public SigningKey deviceKey() {
    return deviceKey;
  }

  /// Whether [#replenish] would make a new signed or last-resort prekey.
  public boolean rotationDue(Instant now) {
    return signed.isEmpty()
        || lastResort.isEmpty()
        || due(signed.getLast().madeAtMillis(), now)
        || due(lastResort.getLast().madeAtMillis(), now);
  }

  /// Makes new one-time prekeys of both kinds, and, when they are due, a new signed prekey and one
  /// of last resort; drops rotated ones whose time is over.
  ///
  /// @param oneTime how many of each kind, 0 to [#ONE_TIME_BATCH_MAX]
  public Replenished replenish(int oneTime, SecureRandom random, Instant now) {
    if (oneTime < 0 || oneTime > ONE_TIME_BATCH_MAX) {
      throw new IllegalArgumentException(
          oneTime + " one-time prekeys (expected: 0 to " + ONE_TIME_BATCH_MAX + ")");
    }
    long millis = now.toEpochMilli();
    int id = nextId;
    var newSigned = new ArrayList<>(current(signed, X25519Prekey::madeAtMillis, now));
    if (newSigned.isEmpty() || due(newSigned.getLast().madeAtMillis(), now)) {
      newSigned.add(new X25519Prekey(id++, X25519.Pair.generate(random), millis));
    }
    var newLastResort = new ArrayList<>(current(lastResort, KemPrekey::madeAtMillis, now));
    if (newLastResort.isEmpty() || due(newLastResort.getLast().madeAtMillis(), now)) {
      newLastResort.add(new KemPrekey(id++, MlKem768.newSeed(random), millis, true));
    }
    var freshX25519 = new ArrayList<X25519Prekey>();
    var freshKem = new ArrayList<KemPrekey>();
    for (int i = 0; i < oneTime; i++) {
      freshX25519.add(new X25519Prekey(id++, X25519.Pair.generate(random), millis));
      freshKem.add(new KemPrekey(id++, MlKem768.newSeed(random), millis, false));
    }
    var device =
        new LocalDevice(
            deviceKey,
            agreementPrivateKey,
            statement,
            id,
            newest(newSigned, ROTATED_KEPT_MAX),
            newest(newLastResort, ROTATED_KEPT_MAX),
            newest(joined(oneTimeX25519, freshX25519), ONE_TIME_KEPT_MAX),
            newest(joined(oneTimeKem, freshKem), ONE_TIME_KEPT_MAX));
    var batch =
        new PublishBatch(
            device.published(newSigned.getLast(), Labels.SIGNED_X25519),
            device.published(newLastResort.getLast(), Labels.LAST_RESORT_KEM),
            freshX25519.stream().map(key -> device.published(key, Labels.ONE_TIME_X25519)).toList(),
            freshKem.stream().map(key -> device.published(key, Labels.ONE_TIME_KEM)).toList());
    return new Replenished(device, batch);
  }

  @Nullable X25519Prekey signedPrekey(int id) {
    return first(signed, key -> key.id() == id);
  }

  @Nullable X25519Prekey oneTimePrekey(int id) {
    return first(oneTimeX25519, key -> key.id() == id);
  }

  /// One-time or of last resort.
  @Nullable KemPrekey kemPrekey(int id) {
    KemPrekey oneTime = first(oneTimeKem, key -> key.id() == id);
    return oneTime != null ? oneTime : first(lastResort, key -> key.id() == id);
  }

  /// Without the one-time prekeys that a session's start used up.
  LocalDevice consume(OpenResult.Consumed used) {
    if (used.oneTimeX25519() == 0 && used.oneTimeKem() == 0) {
      return this;
    }
    return new LocalDevice(
        deviceKey,
        agreementPrivateKey,
        statement,
        nextId,
        signed,
        lastResort,
        oneTimeX25519.stream().filter(key -> key.id() != used.oneTimeX25519()).toList(),
        oneTimeKem.stream().filter(key -> key.id() != used.oneTimeKem()).toList());
  }

  /// All of it, private keys too: for the vault only.
  public byte[] encode() {
    return DeviceCodec.encode(this);
  }

  /// @throws BadStateException if the bytes are not a device of a version that this program knows
  public static LocalDevice decode(byte[] state) {
    return DeviceCodec.decode(state);
  }

  private Prekey published(X25519Prekey key, Label label) {
    return signedPublic(key.id(), key.pair().publicKey(), label);
  }

  private Prekey published(KemPrekey key, Label label) {
    return signedPublic(key.id(), MlKem768.publicKey(key.seed()), label);
  }

  private Prekey signedPublic(int id, byte[] publicKey, Label label) {
    byte[] signature = deviceKey.sign(label, PrekeyCheck.idBytes(id), publicKey);
    return new Prekey(id, joined(publicKey, signature));
  }

  private static boolean due(long madeAtMillis, Instant now) {
    return now.toEpochMilli() - madeAtMillis >= ROTATION.toMillis();
  }

  /// Those still in use, and those replaced less than [#ROTATED_KEPT] ago: the one after a key says
  /// when it was replaced.
  private static <K> List<K> current(
      List<K> keys, java.util.function.ToLongFunction<K> madeAtMillis, Instant now) {
    var kept = new ArrayList<K>();
    for (int i = 0; i < keys.size(); i++) {
      boolean replacedLongAgo =
          i + 1 < keys.size()
              && now.toEpochMilli() - madeAtMillis.applyAsLong(keys.get(i + 1))
                  >= ROTATED_KEPT.toMillis();
      if (!replacedLongAgo) {
        kept.add(keys.get(i));
      }
    }
    return kept;
  }

  private static <K> List<K> newest(List<K> keys, int max) {
    return keys.subList(Math.max(0, keys.size() - max), keys.size());
  }

  private static <K> List<K> joined(List<K> first, List<K> second) {
    var all = new ArrayList<K>(first);
    all.addAll(second);
    return all;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static <K> @Nullable K first(List<K> keys, Predicate<K> wanted) {
    for (K key : keys) {
      if (wanted.test(key)) {
        return key;
      }
    }
    return null;
  }

  /// The address only.
  @Override
  public String toString() {
    return "LocalDevice[" + address() + "]";
  }
}
