/// Envelopes on their way: straight to a recipient who is connected, else on disk until the
/// recipient's client says that it has them. [dev.chit.server.mailbox.Mailboxes] is the door.
@NullMarked
package dev.chit.server.mailbox;

import org.jspecify.annotations.NullMarked;
