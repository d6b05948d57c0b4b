/// The full-screen view, tried without a terminal.
@NullMarked
package dev.chit.app.tui;

import org.jspecify.annotations.NullMarked;
