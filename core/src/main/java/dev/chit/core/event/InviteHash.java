package dev.chit.core.event;

import dev.chit.core.Sha256;
import dev.chit.core.Utf8;
import dev.chit.core.log.Hash;

/// SHA-256 of an invitation's code, or zeros for none.
public record InviteHash(Hash value) {
  public static final int LENGTH = Hash.LENGTH;

  /// No invitation.
  public static final InviteHash NONE = new InviteHash(Hash.of(new byte[LENGTH]));

  public static InviteHash ofCode(String code) {
    return of(Sha256.of(Utf8.encode(code)));
  }

  /// @throws IllegalArgumentException unless there are exactly 32 bytes
  public static InviteHash of(byte[] bytes) {
    return new InviteHash(Hash.of(bytes));
  }

  public byte[] bytes() {
    return value.bytes();
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
