/// Fills a server's data directory with a ledger of a given size, before the server starts.
@NullMarked
package dev.chit.bench.filling;

import org.jspecify.annotations.NullMarked;
