package dev.chit.server.blobs;

import dev.chit.core.AccountId;
import dev.chit.wire.v1.BlobState;

/// What is known of a blob.
///
/// @param size of the whole, bytes
/// @param stored from the beginning on, in safety
/// @param whole whether it can be read
/// @param expiresMillis when it is deleted
public record BlobRow(
    BlobId id, AccountId owner, long size, long stored, boolean whole, long expiresMillis) {
  /// What its owner is told of it.
  BlobState state() {
    return BlobState.newBuilder()
        // All of it counts as stored once it can be read: else nobody would end it.
        .setStored(whole ? size : Math.min(stored, size - 1))
        .setSize(size)
        .setExpiresAtMillis(expiresMillis)
        .build();
  }
}
