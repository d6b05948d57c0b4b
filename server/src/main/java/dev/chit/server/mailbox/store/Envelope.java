package dev.chit.server.mailbox.store;

import com.google.protobuf.ByteString;

/// A sealed message as the server sees it.
///
/// @param sender account id, 16 bytes
/// @param id chosen by the sender, 16 bytes
/// @param sealed what only the recipient can open
/// @param receivedAtMillis when the server took it
public record Envelope(
    ByteString sender, int senderDevice, ByteString id, ByteString sealed, long receivedAtMillis) {
  /// What an envelope counts for, wherever memory, frames or disk are bounded.
  public int sizeBytes() {
    return EnvelopeCodec.HEADER_BYTES + sealed.size();
  }
}
