package dev.chit.audit;

import dev.chit.core.event.Event;
import dev.chit.core.log.Hash;
import org.jspecify.annotations.Nullable;

/// An event after all that can be judged of it alone.
///
/// @param event null if the bytes are none
/// @param finding null if nothing is wrong with it
record CheckedEvent(long index, Hash leaf, @Nullable Event event, @Nullable Finding finding) {}
