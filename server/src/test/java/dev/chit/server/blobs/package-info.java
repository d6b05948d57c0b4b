@NullMarked
package dev.chit.server.blobs;

import org.jspecify.annotations.NullMarked;
