package dev.chit.server.edge;

import dev.chit.server.blobs.BlobCounts;
import dev.chit.server.cosigning.Witnesses;
import dev.chit.server.ledger.LedgerService;
import dev.chit.server.mailbox.MailCounts;
import dev.chit.server.mailbox.store.SqliteMail;
import dev.chit.server.ops.Metrics;
import dev.chit.server.presence.Presence;

/// What the metrics page shows. Each figure is a counter that is kept anyway: the page may be asked
/// for as often as one likes.
final class ServerMetrics {
  private ServerMetrics() {}

  static Metrics of(
      LedgerService ledger,
      SqliteMail mail,
      MailCounts counts,
      BlobCounts blobs,
      Presence presence,
      Witnesses witnesses) {
    return new Metrics()
        .gauge("chit_accounts_online", "Accounts with a connection.", presence::count)
        .gauge("chit_envelopes_waiting", "Envelopes on disk.", mail::waiting)
        .counter("chit_envelopes_accepted", "Envelopes taken from senders.", counts::accepted)
        .counter(
            "chit_envelopes_delivered_straight",
            "Envelopes acknowledged before they were on disk.",
            counts::deliveredStraight)
        .counter("chit_envelopes_stored", "Envelopes written to disk.", counts::stored)
        .counter("chit_envelopes_refused", "Envelopes not taken.", counts::refused)
        .gauge("chit_blobs", "Blobs kept or being written.", blobs::blobs)
        .gauge("chit_blob_bytes", "Bytes of blobs in safety.", blobs::storedBytes)
        .counter("chit_blob_bytes_in", "Bytes of blobs written.", blobs::bytesIn)
        .counter("chit_blob_bytes_out", "Bytes of blobs read.", blobs::bytesOut)
        .counter("chit_blobs_finished", "Blobs that became whole.", blobs::finished)
        .counter("chit_blobs_expired", "Blobs deleted because their time was over.", blobs::expired)
        .counter("chit_blobs_refused", "Calls about blobs refused by a limit.", blobs::refused)
        .gauge("chit_mail_queue", "Works that wait for the mail's disk.", mail::queued)
        .counter("chit_payments", "Times that units moved.", ledger.counts()::payments)
        .gauge("chit_ledger_queue", "Commands that wait for the ledger.", ledger::queued)
        .counter("chit_ledger_commands", "Commands decided.", ledger.counts()::commands)
        .counter("chit_ledger_refused", "Commands refused by a rule.", ledger.counts()::refused)
        .counter("chit_ledger_batches", "Transactions of the ledger.", ledger.counts()::batches)
        .counter(
            "chit_ledger_batch_micros",
            "What they took together, until all was on disk.",
            ledger.counts()::batchMicros)
        .gauge("chit_log_size", "Events in the log.", () -> ledger.checkpoint().size())
        .gauge("chit_witnesses", "Witnesses asked to sign the log.", witnesses::count)
        .gauge(
            "chit_witness_events_behind",
            "Events in the log that the slowest witness has not signed.",
            witnesses::eventsBehind)
        .gauge(
            "chit_witness_seconds_behind",
            "For how long the slowest witness has not signed.",
            witnesses::secondsBehind)
        .gauge(
            "chit_witnesses_contradicting",
            "Witnesses that hold that the log is not what it was.",
            witnesses::contradicting)
        .gauge("chit_holds_open", "Sums held for certified chits.", ledger.holds()::open)
        .counter("chit_holds_certified", "Chits certified.", ledger.holds()::certified)
        .counter("chit_holds_settled", "Chits settled out of a hold.", ledger.holds()::settled)
        .counter("chit_holds_cancelled", "Certified chits cancelled.", ledger.holds()::cancelled)
        .counter("chit_holds_expired", "Certified chits expired.", ledger.holds()::expired);
  }
}
