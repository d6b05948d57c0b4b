/// What a command talks to: the caller's streams, and text that is safe to show.
@NullMarked
package dev.chit.app.console;

import org.jspecify.annotations.NullMarked;
