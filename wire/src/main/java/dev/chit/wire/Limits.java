package dev.chit.wire;

/// The limits of the native protocol that hold for every server and client.
public final class Limits {
  /// Items in one frame of the two-way stream, of all kinds together, either way.
  public static final int FRAME_ITEMS_MAX = 64;

  /// Encoded bytes of one frame, either way, and of every unary message.
  public static final int FRAME_BYTES_MAX = 1 << 20;

  /// Bytes of one sealed message.
  public static final int ENVELOPE_BYTES_MAX = 64 << 10;

  /// Recipients of the fanouts in one frame, all together.
  public static final int FANOUT_RECIPIENTS_MAX = 1_000;

  /// Bytes of one recipient of a fanout: account id and device number.
  public static final int FANOUT_RECIPIENT_BYTES = 20;

  /// One-time prekeys of each kind in one publishing call.
  public static final int PREKEYS_PUBLISHED_MAX = 100;

  /// One-time prekeys of each kind that the server keeps for a device.
  public static final int PREKEYS_KEPT_MAX = 200;

  /// Bytes of a prekey's value: an ML-KEM-768 public key (1,184) and a signature (64).
  public static final int PREKEY_BYTES_MAX = 1184 + 64;

  /// Entries in one page of an account's history.
  public static final int ENTRIES_MAX = 500;

  /// Accounts in one page of the operator's list.
  public static final int ACCOUNTS_MAX = 1000;

  /// Witnesses of one log, and names of them in one request.
  public static final int WITNESSES_MAX = 8;

  /// Bytes of a blob in one frame, either way: a sealed piece of a file.
  public static final int BLOB_FRAME_BYTES_MAX = (256 << 10) + 16;

  /// Bytes of a blob's id.
  public static final int BLOB_ID_BYTES = 32;

  /// Accounts in each list of a connection's presence terms.
  public static final int PRESENCE_ACCOUNTS_MAX = 1_000;

  /// Bytes for the other end in one frame between devices that meet.
  public static final int MEET_FRAME_BYTES_MAX = 64 << 10;

  /// Bytes between two devices that meet, both ways together.
  public static final int MEET_BYTES_MAX = 16 << 20;

  /// Bytes of the number under which devices meet.
  public static final int MEET_PLACE_BYTES = 16;

  private Limits() {}
}
