package dev.chit.core.receipt;

import dev.chit.core.Salt;
import dev.chit.core.Utf8;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.core.log.Hash;
import dev.chit.core.log.InclusionProof;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;

/// What a receipt holds beside its proof: the payment's event, the ledger's first event with its
/// own proof in the same tree, so that key, unit and decimals are proved too, and the memo if the
/// receipt's giver shows it.
///
/// Bytes (big-endian): version u8 (1) ‖ length u16 ‖ created event ‖ number of hashes u8 ‖ hashes
/// 32 each ‖ length u16 ‖ event ‖ 0x00, or 0x01 ‖ salt 16 ‖ length u16 ‖ memo.
///
/// @param createdProof of index 0
record ReceiptBody(
    Event.Created created, InclusionProof createdProof, Event event, Optional<MemoOpening> memo) {
  private static final byte VERSION = 1;
  private static final byte WITHOUT_MEMO = 0;
  private static final byte WITH_MEMO = 1;

  /// More than all parts together can have.
  private static final int LENGTH_MAX = 6 << 10;

  byte[] encode() {
    ByteBuffer into = ByteBuffer.allocate(LENGTH_MAX);
    into.put(VERSION);
    write(EventCodec.encode(created), into);
    into.put((byte) createdProof.hashes().size());
    for (Hash hash : createdProof.hashes()) {
      into.put(hash.bytes());
    }
    write(EventCodec.encode(event), into);
    if (memo.isEmpty()) {
      into.put(WITHOUT_MEMO);
    } else {
      into.put(WITH_MEMO).put(memo.get().salt().bytes());
      write(Utf8.encode(memo.get().memo()), into);
    }
    return Arrays.copyOf(into.array(), into.position());
  }

  /// @throws BadEventException unless the bytes are exactly what [#encode] makes of some receipt
  /// @throws IllegalArgumentException as well
  static ReceiptBody decode(byte[] bytes) throws BadEventException {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    try {
      if (from.get() != VERSION) {
        throw new IllegalArgumentException("receipt of an unknown version");
      }
      if (!(EventCodec.decode(read(from)) instanceof Event.Created created)) {
        throw new IllegalArgumentException("receipt without its ledger's first event");
      }
      var body =
          new ReceiptBody(created, readProof(from), EventCodec.decode(read(from)), readMemo(from));
      if (from.hasRemaining()) {
        throw new IllegalArgumentException("receipt with " + from.remaining() + " bytes too many");
      }
      return body;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("receipt that ends too early", e);
    }
  }

  private static void write(byte[] part, ByteBuffer into) {
    into.putShort((short) part.length).put(part);
  }

  private static byte[] read(ByteBuffer from) {
    return take(from, Short.toUnsignedInt(from.getShort()));
  }

  private static byte[] take(ByteBuffer from, int length) {
    if (length > from.remaining()) {
      throw new BufferUnderflowException();
    }
    var part = new byte[length];
    from.get(part);
    return part;
  }

  private static InclusionProof readProof(ByteBuffer from) {
    int count = Byte.toUnsignedInt(from.get());
    var hashes = new ArrayList<Hash>();
    for (int i = 0; i < count; i++) {
      hashes.add(Hash.of(take(from, Hash.LENGTH)));
    }
    return new InclusionProof(hashes);
  }

  private static Optional<MemoOpening> readMemo(ByteBuffer from) {
    byte kind = from.get();
    return switch (kind) {
      case WITHOUT_MEMO -> Optional.empty();
      case WITH_MEMO ->
          Optional.of(new MemoOpening(Salt.of(take(from, Salt.LENGTH)), Utf8.decode(read(from))));
      default -> throw new IllegalArgumentException("receipt with an unknown kind of memo");
    };
  }
}
