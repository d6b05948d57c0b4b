/// What a client verifies by itself of what the server says about the log.
@NullMarked
package dev.chit.client.proof;

import org.jspecify.annotations.NullMarked;
