package dev.chit.core.group;

import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.Utf8;
import dev.chit.core.VerifyKey;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A change's bytes, big-endian: version u8 (1) ‖ group id 16 ‖ author's identity key 32 ‖ previous
/// 32 ‖ number u32 ‖ at u64 ‖ kind u8 ‖ what it does.
final class ChangeCodec {
  private static final int VERSION = 1;
  private static final int CREATED = 1;
  private static final int ADDED = 2;
  private static final int REMOVED = 3;
  private static final int LEFT = 4;
  private static final int ROLE = 5;
  private static final int NAMED = 6;

  private ChangeCodec() {}

  static byte[] encode(GroupChange change) {
    var out = new ByteArrayOutputStream();
    out.write(VERSION);
    out.writeBytes(change.group().bytes());
    out.writeBytes(change.author().bytes());
    out.writeBytes(change.previous().bytes());
    out.writeBytes(
        ByteBuffer.allocate(12).putInt(change.number()).putLong(change.atSeconds()).array());
    switch (change.change()) {
      case Change.Created(GroupName name, Nonce nonce) -> {
        out.write(CREATED);
        out.writeBytes(nonce.bytes());
        write(out, name);
      }
      case Change.Added(List<AccountId> accounts) -> write(out, ADDED, accounts);
      case Change.Removed(List<AccountId> accounts) -> write(out, REMOVED, accounts);
      case Change.Left() -> out.write(LEFT);
      case Change.RoleSet(AccountId account, GroupRole role) -> {
        out.write(ROLE);
        out.writeBytes(account.bytes());
        out.write(role == GroupRole.ADMIN ? 1 : 0);
      }
      case Change.Named(GroupName name) -> {
        out.write(NAMED);
        write(out, name);
      }
    }
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, GroupName name) {
    byte[] bytes = name.bytes();
    out.write(bytes.length);
    out.writeBytes(bytes);
  }

  private static void write(ByteArrayOutputStream out, int kind, List<AccountId> accounts) {
    out.write(kind);
    out.writeBytes(ByteBuffer.allocate(2).putShort((short) accounts.size()).array());
    accounts.forEach(account -> out.writeBytes(account.bytes()));
  }

  /// @throws IllegalArgumentException unless the bytes are exactly a change's
  static GroupChange decode(byte[] bytes) {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      int version = in.get();
      if (version != VERSION) {
        throw new IllegalArgumentException("change version " + version + " (expected: 1)");
      }
      var change =
          new GroupChange(
              ConversationId.of(take(in, ConversationId.LENGTH)),
              VerifyKey.of(take(in, VerifyKey.LENGTH)),
              ChangeHash.of(take(in, ChangeHash.LENGTH)),
              in.getInt(),
              in.getLong(),
              change(in));
      if (in.hasRemaining()) {
        throw new IllegalArgumentException(in.remaining() + " bytes too many in a change");
      }
      return change;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a change that was cut short", e);
    }
  }

  private static Change change(ByteBuffer in) {
    int kind = in.get();
    return switch (kind) {
      case CREATED -> {
        Nonce nonce = Nonce.of(take(in, Nonce.LENGTH));
        yield new Change.Created(name(in), nonce);
      }
      case ADDED -> new Change.Added(accounts(in));
      case REMOVED -> new Change.Removed(accounts(in));
      case LEFT -> new Change.Left();
      case ROLE -> new Change.RoleSet(AccountId.of(take(in, AccountId.LENGTH)), role(in.get()));
      case NAMED -> new Change.Named(name(in));
      default -> throw new IllegalArgumentException("change of kind " + kind + " (expected: 1-6)");
    };
  }

  private static GroupName name(ByteBuffer in) {
    return new GroupName(Utf8.decode(take(in, Byte.toUnsignedInt(in.get()))));
  }

  private static GroupRole role(int value) {
    return switch (value) {
      case 0 -> GroupRole.MEMBER;
      case 1 -> GroupRole.ADMIN;
      default -> throw new IllegalArgumentException("role " + value + " (expected: 0 or 1)");
    };
  }

  private static List<AccountId> accounts(ByteBuffer in) {
    int count = Short.toUnsignedInt(in.getShort());
    if (count > MembershipList.MEMBERS_MAX) {
      throw new IllegalArgumentException(count + " accounts in a change (expected: fewer)");
    }
    var accounts = new ArrayList<AccountId>(count);
    for (int i = 0; i < count; i++) {
      accounts.add(AccountId.of(take(in, AccountId.LENGTH)));
    }
    return accounts;
  }

  private static byte[] take(ByteBuffer in, int length) {
    var bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
