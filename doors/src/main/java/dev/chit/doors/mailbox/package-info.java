/// The dialect `mailbox`: one request a connection, and messages that wait until they are fetched.
@NullMarked
package dev.chit.doors.mailbox;

import org.jspecify.annotations.NullMarked;
