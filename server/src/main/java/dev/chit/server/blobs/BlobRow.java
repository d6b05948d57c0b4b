package dev.chit.server.blobs;

import dev.chit.core.AccountId;

/// What is known of a blob.
///
/// @param size of the whole, bytes
/// @param stored from the beginning on, in safety
/// @param whole whether it can be read
/// @param expiresMillis when it is deleted
public record BlobRow(
    BlobId id, AccountId owner, long size, long stored, boolean whole, long expiresMillis) {}
