@NullMarked
package dev.chit.server.blobs.s3;

import org.jspecify.annotations.NullMarked;
