/// The library behind every client and bot. Its one door is [dev.chit.client.ChitClient]; the
/// operator's is [dev.chit.client.OperatorClient]. Everything they return is an immutable record.
@NullMarked
package dev.chit.client;

import org.jspecify.annotations.NullMarked;
