package dev.chit.core.event;

import dev.chit.core.AccountName;
import dev.chit.core.Salt;
import dev.chit.core.SignatureBytes;
import dev.chit.core.Unit;
import dev.chit.core.Utf8;
import dev.chit.core.VerifyKey;
import dev.chit.core.chit.BadChitException;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.event.Event.AccountClosed;
import dev.chit.core.event.Event.Administered;
import dev.chit.core.event.Event.Certified;
import dev.chit.core.event.Event.Claimed;
import dev.chit.core.event.Event.Created;
import dev.chit.core.event.Event.DeviceAdded;
import dev.chit.core.event.Event.DeviceRevoked;
import dev.chit.core.event.Event.Issued;
import dev.chit.core.event.Event.Opened;
import dev.chit.core.event.Event.Released;
import dev.chit.core.event.Event.Released.Cause;
import dev.chit.core.event.Event.Retired;
import dev.chit.core.event.Event.Revoked;
import dev.chit.core.event.Event.Settled;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Events as the bytes that the log hashes, big-endian: type u8 ‖ version u8 ‖ salt 16 ‖ time u64
/// (epoch milliseconds) ‖ body. One event is one sequence of bytes, both ways. See
/// `docs/protocol.md`, section "Events", and `docs/vectors/event.json`.
public final class EventCodec {
  public static final int LENGTH_MAX = 512;

  private static final byte VERSION = 1;
  private static final int CUSTODIAL = 1;
  private static final int OPERATOR = 2;
  private static final byte CANCELLED = 1;
  private static final byte EXPIRED = 2;

  private EventCodec() {}

  public static byte[] encode(Event event) {
    ByteBuffer into = ByteBuffer.allocate(LENGTH_MAX);
    into.put(type(event)).put(VERSION);
    into.putLong(event.salt().high()).putLong(event.salt().low());
    into.putLong(event.timeMillis());
    switch (event) {
      case Created created -> write(created, into);
      case Opened opened -> write(opened, into);
      case Settled settled -> into.put(settled.chit().bytes());
      case Issued issued -> write(issued, into);
      case Retired retired -> into.put(retired.chit().bytes());
      case Administered administered -> into.put(administered.act().bytes());
      case Certified certified ->
          into.put(certified.chit().bytes()).putLong(certified.untilSeconds());
      case Released released -> write(released, into);
      case Revoked revoked -> into.put(revoked.chit().bytes()).put(revoked.signature().bytes());
      case DeviceAdded added -> into.put(added.statement().bytes());
      case DeviceRevoked revoked -> write(revoked, into);
      case AccountClosed closed ->
          into.put(closed.identity().bytes()).put(closed.signature().bytes());
      case Claimed claimed -> {
        into.put(claimed.custodial().bytes()).put(claimed.own().bytes());
        into.put(claimed.byCustodian().bytes()).put(claimed.byMember().bytes());
      }
    }
    return Arrays.copyOf(into.array(), into.position());
  }

  /// @throws BadEventException unless the bytes are exactly what [#encode] makes of some event
  public static Event decode(byte[] bytes) throws BadEventException {
    if (bytes.length > LENGTH_MAX) {
      throw new BadEventException(
          "event of " + bytes.length + " bytes (expected: at most " + LENGTH_MAX + ")");
    }
    ByteBuffer from = ByteBuffer.wrap(bytes);
    try {
      Event event = read(from);
      Bytes.checkEnd(from, "event");
      return event;
    } catch (BufferUnderflowException e) {
      throw new BadEventException("event that ends too early");
    } catch (BadChitException | IllegalArgumentException e) {
      throw new BadEventException("event: " + e.getMessage());
    }
  }

  private static byte type(Event event) {
    return switch (event) {
      case Created _ -> 0;
      case Opened _ -> 1;
      case Settled _ -> 5;
      case Issued _ -> 6;
      case Retired _ -> 7;
      case Administered _ -> 8;
      case Certified _ -> 9;
      case Released _ -> 10;
      case Revoked _ -> 11;
      case DeviceAdded _ -> 12;
      case DeviceRevoked _ -> 13;
      case AccountClosed _ -> 14;
      case Claimed _ -> 15;
    };
  }

  private static Event read(ByteBuffer from) throws BadEventException, BadChitException {
    byte type = from.get();
    byte version = from.get();
    if (version != VERSION) {
      throw new BadEventException("event of version " + version + " (expected: 1)");
    }
    var salt = new Salt(from.getLong(), from.getLong());
    long time = from.getLong();
    return switch (type) {
      case 0 -> readCreated(salt, time, from);
      case 1 -> readOpened(salt, time, from);
      case 5 -> new Settled(salt, time, readChit(from));
      case 6 -> new Issued(salt, time, readChit(from), readReason(from));
      case 7 -> new Retired(salt, time, readChit(from));
      case 8 -> new Administered(salt, time, SignedAct.read(from));
      case 9 -> new Certified(salt, time, readChit(from), from.getLong());
      case 10 -> new Released(salt, time, from.getLong(), readCause(from));
      case 11 -> new Revoked(salt, time, readChit(from), readSignature(from));
      case 12 -> new DeviceAdded(salt, time, readStatement(from));
      case 13 -> new DeviceRevoked(salt, time, readKey(from), from.getInt(), readSignature(from));
      case 14 -> new AccountClosed(salt, time, readKey(from), readSignature(from));
      case 15 ->
          new Claimed(
              salt, time, readKey(from), readKey(from), readSignature(from), readSignature(from));
      default -> throw new BadEventException("event of unknown type " + type);
    };
  }

  private static void write(Created created, ByteBuffer into) {
    into.put(created.logKey().bytes());
    into.putLong(Unit.paddedCode(created.unit().code())).put((byte) created.unit().scale());
    into.put(created.operator().bytes());
    into.putLong(created.chitLifeSecondsMax()).putLong(created.openingGrantMinor());
  }

  private static Created readCreated(Salt salt, long time, ByteBuffer from) {
    return new Created(
        salt,
        time,
        readKey(from),
        new Unit(Unit.codeOf(from.getLong()), from.get()),
        readKey(from),
        from.getLong(),
        from.getLong());
  }

  private static void write(Opened opened, ByteBuffer into) {
    writeText(opened.name().value(), into);
    int flags = (opened.custodial() ? CUSTODIAL : 0) | (opened.operator() ? OPERATOR : 0);
    into.put((byte) flags).put(opened.invite().bytes()).put(opened.statement().bytes());
  }

  private static Opened readOpened(Salt salt, long time, ByteBuffer from) throws BadEventException {
    var name = new AccountName(Bytes.takeText(from, AccountName.LENGTH_MAX));
    byte flags = from.get();
    if ((flags & ~(CUSTODIAL | OPERATOR)) != 0) {
      throw new BadEventException("opened event with unknown flags " + flags);
    }
    return new Opened(
        salt,
        time,
        name,
        (flags & CUSTODIAL) != 0,
        (flags & OPERATOR) != 0,
        InviteHash.of(Bytes.take(from, InviteHash.LENGTH)),
        readStatement(from));
  }

  private static void write(Issued issued, ByteBuffer into) {
    into.put(issued.chit().bytes()).put(issued.reason().salt().bytes());
    writeText(issued.reason().memo(), into);
  }

  private static MemoOpening readReason(ByteBuffer from) throws BadEventException {
    var salt = new Salt(from.getLong(), from.getLong());
    return new MemoOpening(salt, Bytes.takeText(from, Reasons.BYTES_MAX));
  }

  private static void write(Released released, ByteBuffer into) {
    into.putLong(released.certifiedIndex());
    switch (released.cause()) {
      case Cause.Cancelled(SignatureBytes signature) -> into.put(CANCELLED).put(signature.bytes());
      case Cause.Expired _ -> into.put(EXPIRED);
    }
  }

  private static Cause readCause(ByteBuffer from) throws BadEventException {
    byte cause = from.get();
    return switch (cause) {
      case CANCELLED -> new Cause.Cancelled(readSignature(from));
      case EXPIRED -> new Cause.Expired();
      default -> throw new BadEventException("released event of unknown cause " + cause);
    };
  }

  private static void write(DeviceRevoked revoked, ByteBuffer into) {
    into.put(revoked.identity().bytes()).putInt(revoked.device());
    into.put(revoked.signature().bytes());
  }

  private static StatementBytes readStatement(ByteBuffer from) {
    return StatementBytes.of(Bytes.take(from, StatementBytes.LENGTH));
  }

  private static SignatureBytes readSignature(ByteBuffer from) {
    return SignatureBytes.of(Bytes.take(from, SignatureBytes.LENGTH));
  }

  private static ParsedChit readChit(ByteBuffer from) throws BadChitException {
    return ParsedChit.parse(Bytes.take(from, ParsedChit.LENGTH));
  }

  private static VerifyKey readKey(ByteBuffer from) {
    return VerifyKey.of(Bytes.take(from, VerifyKey.LENGTH));
  }

  private static void writeText(String text, ByteBuffer into) {
    byte[] bytes = Utf8.encode(text);
    into.put((byte) bytes.length).put(bytes);
  }
}
