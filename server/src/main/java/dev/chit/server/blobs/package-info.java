/// What is too large for an envelope: files, sealed by their sender's client. The door is
/// [dev.chit.server.blobs.Blobs], which knows whose a blob is, how large, and until when; the bytes
/// lie in a [dev.chit.server.blobs.BlobStore].
@NullMarked
package dev.chit.server.blobs;

import org.jspecify.annotations.NullMarked;
