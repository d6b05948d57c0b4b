/// The `chit` program. [Main] is its only door; [dev.chit.app.command] holds what a person types.
@NullMarked
package dev.chit.app;

import org.jspecify.annotations.NullMarked;
