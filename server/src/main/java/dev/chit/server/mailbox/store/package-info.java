/// Where envelopes and prekeys wait: a port, and SQLite behind it.
@NullMarked
package dev.chit.server.mailbox.store;

import org.jspecify.annotations.NullMarked;
