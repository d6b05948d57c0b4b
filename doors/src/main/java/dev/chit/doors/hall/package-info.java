/// What all doors share: who is in, how a connection is listened to and answered, and key material.
@NullMarked
package dev.chit.doors.hall;

import org.jspecify.annotations.NullMarked;
