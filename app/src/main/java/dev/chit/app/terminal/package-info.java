/// Where the shell's lines come from: a person at a terminal, or a pipe.
@NullMarked
package dev.chit.app.terminal;

import org.jspecify.annotations.NullMarked;
