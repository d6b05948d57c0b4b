/// What happened in a ledger, in order: each [Event] is a leaf of its log, and [EventCodec] says
/// which bytes.
///
/// The codec checks form only. Whether an event may follow the others is for the ledger's rules,
/// and for the audit.
@NullMarked
package dev.chit.core.event;

import org.jspecify.annotations.NullMarked;
