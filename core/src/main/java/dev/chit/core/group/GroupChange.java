package dev.chit.core.group;

import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.Label;
import dev.chit.core.Sha256;
import dev.chit.core.VerifyKey;
import java.util.Arrays;

/// One change, ready to be signed.
///
/// @param group zeros in the change that creates it
/// @param author identity key of who makes it
/// @param previous the change that it follows
/// @param number one more than that one's; 0 creates the group
/// @param atSeconds by the author's clock, epoch seconds
public record GroupChange(
    ConversationId group,
    VerifyKey author,
    ChangeHash previous,
    int number,
    long atSeconds,
    Change change) {
  public static final Label LABEL = new Label("chit/group-change/v1");

  private static final Label GROUP = new Label("chit/group/v1");
  private static final ConversationId NO_GROUP = new ConversationId(0, 0);

  public GroupChange {
    boolean first = change instanceof Change.Created;
    if (first != (number == 0)
        || first != previous.equals(ChangeHash.NONE)
        || first != group.equals(NO_GROUP)
        || number < 0
        || atSeconds < 0) {
      throw new IllegalArgumentException("a change out of place (expected: the first creates)");
    }
  }

  /// The first change of a group.
  public static GroupChange create(VerifyKey author, GroupName name, Nonce nonce, long atSeconds) {
    return new GroupChange(
        NO_GROUP, author, ChangeHash.NONE, 0, atSeconds, new Change.Created(name, nonce));
  }

  public AccountId account() {
    return AccountId.ofKey(author);
  }

  /// The group's id: that of the group that this creates is the hash of what its author signed.
  public ConversationId groupId() {
    return number == 0
        ? ConversationId.of(Arrays.copyOf(Sha256.of(GROUP.before(encode())), ConversationId.LENGTH))
        : group;
  }

  /// The bytes that are signed, behind [#LABEL].
  public byte[] encode() {
    return ChangeCodec.encode(this);
  }
}
