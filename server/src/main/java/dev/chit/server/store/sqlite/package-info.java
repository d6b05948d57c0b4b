/// The embedded store: one SQLite file that anybody can open and read.
@NullMarked
package dev.chit.server.store.sqlite;

import org.jspecify.annotations.NullMarked;
