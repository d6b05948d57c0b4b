/// The commands, as a person or a script types them.
@NullMarked
package dev.chit.app.command;

import org.jspecify.annotations.NullMarked;
