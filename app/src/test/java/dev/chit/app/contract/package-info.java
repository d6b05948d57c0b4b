/// The command contract, tried through the program's own door against a real server.
@NullMarked
package dev.chit.app.contract;

import org.jspecify.annotations.NullMarked;
