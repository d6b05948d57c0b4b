/// The full-screen view of a profile. What it knows ([Model]) changes in one pure function
/// ([Reducer]), and is drawn by another ([Painter]); terminal, threads and client stand around
/// them.
@NullMarked
package dev.chit.app.tui;

import org.jspecify.annotations.NullMarked;
