package dev.chit.core.group;

import dev.chit.core.AccountId;
import dev.chit.core.VerifyKey;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Somebody whose signature is made up: the verifier of these tests knows it by its first bytes.
record TestMember(VerifyKey key) {
  static TestMember numbered(int number) {
    byte[] bytes = ByteBuffer.allocate(VerifyKey.LENGTH).putInt(28, number).array();
    return new TestMember(VerifyKey.of(bytes));
  }

  AccountId account() {
    return AccountId.ofKey(key);
  }

  SignedChange sign(GroupChange change) {
    return SignedChange.of(change, Arrays.copyOf(key.bytes(), 64));
  }

  /// Makes a change that follows the newest one of a list.
  SignedChange make(MembershipList list, Change change) {
    return sign(list.next(key, change, 0));
  }

  /// Makes a change that follows any change.
  SignedChange makeAfter(SignedChange before, Change change) {
    return sign(
        new GroupChange(
            before.change().groupId(),
            key,
            before.hash(),
            before.change().number() + 1,
            0,
            change));
  }

  static boolean verify(VerifyKey key, byte[] message, byte[] signature) {
    return message.length > 0
        && Arrays.equals(key.bytes(), Arrays.copyOf(signature, VerifyKey.LENGTH));
  }
}
