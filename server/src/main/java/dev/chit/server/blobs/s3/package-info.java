/// Blobs in an object store that speaks Amazon S3's protocol; the door is
/// [dev.chit.server.blobs.s3.S3Blobs]. No library: five requests and their signature.
@NullMarked
package dev.chit.server.blobs.s3;

import org.jspecify.annotations.NullMarked;
