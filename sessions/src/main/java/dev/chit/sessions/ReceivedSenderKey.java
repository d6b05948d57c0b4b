package dev.chit.sessions;

import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.SignatureVerifier;
import dev.chit.core.VerifyKey;
import dev.chit.crypto.Secrets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What this device needs to open another device's messages to a group: its chain from some number
/// on, and the keys of messages that have not come though later ones have. An immutable snapshot:
/// opening gives the next one, to be saved together with the message.
public final class ReceivedSenderKey {
  /// Keys of missing messages kept; the oldest are dropped beyond it. A chain has no more.
  public static final int SKIPPED_MAX = SenderKey.MESSAGES_MAX;

  private static final int VERSION = 1;

  private final ConversationId group;
  private final DeviceAddress sender;
  private final SenderKeyId id;
  private final VerifyKey verifyKey;
  private final int next;
  private final byte[] chain;
  private final List<Skipped> skipped;

  private record Skipped(int number, byte[] messageKey) {
    @Override
    public String toString() {
      return "ReceivedSenderKey.Skipped";
    }
  }

  /// What became of an envelope.
  public sealed interface Result {}

  /// @param key to be saved with the message
  public record Opened(ReceivedSenderKey key, GroupPlain plain) implements Result {}

  /// Nothing changed.
  public record NotOpened(OpenFailure failure) implements Result {}

  private ReceivedSenderKey(
      ConversationId group,
      DeviceAddress sender,
      SenderKeyId id,
      VerifyKey verifyKey,
      int next,
      byte[] chain,
      List<Skipped> skipped) {
    this.group = group;
    this.sender = sender;
    this.id = id;
    this.verifyKey = verifyKey;
    this.next = next;
    this.chain = chain;
    this.skipped = skipped;
  }

  /// @param sender who said so, in its own session
  public static ReceivedSenderKey of(
      ConversationId group, DeviceAddress sender, SenderKeyShare share) {
    return new ReceivedSenderKey(
        group, sender, share.id(), share.verifyKey(), share.next(), share.chain(), List.of());
  }

  public ConversationId group() {
    return group;
  }

  public DeviceAddress sender() {
    return sender;
  }

  public SenderKeyId id() {
    return id;
  }

  /// Opens a message once. The signature is checked before anything is derived.
  ///
  /// @param from the sender as the server named it
  public Result open(DeviceAddress from, byte[] envelope, SignatureVerifier verifier) {
    if (!from.equals(sender)) {
      return new NotOpened(OpenFailure.NOT_THE_PEER);
    }
    if (envelope.length > Sessions.ENVELOPE_BYTES_MAX) {
      return new NotOpened(OpenFailure.TOO_LARGE);
    }
    GroupEnvelope parsed;
    try {
      parsed = GroupEnvelope.parse(envelope);
    } catch (BadEncodingException e) {
      return new NotOpened(OpenFailure.MALFORMED);
    }
    byte[] names = GroupPlain.names(group, sender);
    byte[] signed = Labels.GROUP_SIGNATURE.before(names, parsed.headerBytes(), parsed.sealed());
    if (!parsed.key().equals(id) || !verifier.verify(verifyKey, signed, parsed.signature())) {
      return new NotOpened(OpenFailure.FORGED);
    }
    if (parsed.number() >= SenderKey.MESSAGES_MAX) {
      return new NotOpened(OpenFailure.TOO_FAR_AHEAD);
    }
    return parsed.number() < next ? openLate(parsed, names) : openNext(parsed, names);
  }

  private Result openLate(GroupEnvelope envelope, byte[] names) {
    Skipped kept = null;
    var others = new ArrayList<Skipped>(skipped.size());
    for (Skipped one : skipped) {
      if (one.number() == envelope.number()) {
        kept = one;
      } else {
        others.add(one);
      }
    }
    return kept == null
        ? new NotOpened(OpenFailure.ALREADY_OPENED)
        : result(unseal(kept.messageKey(), envelope, names), with(next, chain, others));
  }

  private Result openNext(GroupEnvelope envelope, byte[] names) {
    var all = new ArrayList<>(skipped);
    byte[] at = chain;
    for (int number = next; number < envelope.number(); number++) {
      all.add(new Skipped(number, KeySchedule.groupMessageKey(at)));
      at = step(at);
    }
    byte[] messageKey = KeySchedule.groupMessageKey(at);
    byte @Nullable [] padded = unseal(messageKey, envelope, names);
    Secrets.wipe(messageKey);
    List<Skipped> kept = all.subList(Math.max(0, all.size() - SKIPPED_MAX), all.size());
    return result(padded, with(envelope.number() + 1, step(at), kept));
  }

  /// The next chain key. Wipes the one before, unless it belongs to this snapshot.
  @SuppressWarnings("ReferenceEquality")
  private byte[] step(byte[] at) {
    byte[] after = KeySchedule.nextGroupChain(at);
    if (at != chain) {
      Secrets.wipe(at);
    }
    return after;
  }

  private static byte @Nullable [] unseal(byte[] messageKey, GroupEnvelope envelope, byte[] names) {
    Optional<byte[]> padded =
        MessageCipher.open(
            KeySchedule.groupKeyAndNonce(messageKey),
            envelope.sealed(),
            Labels.GROUP_ENVELOPE.bytes(),
            names,
            envelope.headerBytes());
    return padded.orElse(null);
  }

  private Result result(byte @Nullable [] padded, ReceivedSenderKey after) {
    if (padded == null) {
      return new NotOpened(OpenFailure.FORGED);
    }
    GroupPlain plain;
    try {
      plain = GroupPlain.decode(padded);
    } catch (BadEncodingException e) {
      return new NotOpened(OpenFailure.MALFORMED);
    }
    boolean named = plain.group().equals(group) && plain.sender().equals(sender);
    return named ? new Opened(after, plain) : new NotOpened(OpenFailure.WRONG_NAMES);
  }

  private ReceivedSenderKey with(int newNext, byte[] newChain, List<Skipped> newSkipped) {
    return new ReceivedSenderKey(
        group,
        sender,
        id,
        verifyKey,
        newNext,
        newChain,
        Collections.unmodifiableList(new ArrayList<>(newSkipped)));
  }

  /// All of it, chain keys too: for the vault only.
  public byte[] encode() {
    var out =
        new ByteWriter(160 + 36 * skipped.size())
            .u8(VERSION)
            .raw(GroupPlain.names(group, sender))
            .raw(id.bytes())
            .raw(verifyKey.bytes())
            .u32(next)
            .raw(chain)
            .u32(skipped.size());
    for (Skipped one : skipped) {
      out.u32(one.number()).raw(one.messageKey());
    }
    return out.done();
  }

  /// @throws BadStateException if the bytes are not a sender key of a version that this program
  ///   knows
  public static ReceivedSenderKey decode(byte[] state) {
    var in = new ByteReader(state);
    try {
      int version = in.u8();
      if (version != VERSION) {
        throw new BadStateException("received sender key version " + version + " (expected: 1)");
      }
      var group = ConversationId.of(in.raw(ConversationId.LENGTH));
      var account = AccountId.of(in.raw(AccountId.LENGTH));
      int device = in.count(Integer.MAX_VALUE);
      if (device < 1) {
        throw new BadEncodingException("device 0 (expected: 1 or more)");
      }
      var sender = new DeviceAddress(account, device);
      SenderKeyId id = SenderKeyId.of(in.raw(SenderKeyId.LENGTH));
      VerifyKey verifyKey = VerifyKey.of(in.raw(VerifyKey.LENGTH));
      int next = in.count(SenderKey.MESSAGES_MAX);
      byte[] chain = in.raw(KeySchedule.KEY_LENGTH);
      int count = in.count(SKIPPED_MAX);
      var skipped = new ArrayList<Skipped>(count);
      for (int i = 0; i < count; i++) {
        skipped.add(new Skipped(in.count(SenderKey.MESSAGES_MAX), in.raw(KeySchedule.KEY_LENGTH)));
      }
      in.end();
      return new ReceivedSenderKey(
          group, sender, id, verifyKey, next, chain, Collections.unmodifiableList(skipped));
    } catch (BadEncodingException e) {
      throw new BadStateException("the saved sender key of a member is damaged", e);
    }
  }

  /// The id and number only.
  @Override
  public String toString() {
    return "ReceivedSenderKey[" + id + " at " + next + "]";
  }
}
