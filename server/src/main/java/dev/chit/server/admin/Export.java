package dev.chit.server.admin;

import dev.chit.core.ledger.Rejection;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.server.ledger.LedgerService;
import dev.chit.wire.v1.Checkpoint;
import dev.chit.wire.v1.ExportFrame;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/// One export of the log: read and sent page by page, no faster than the caller takes it, and no
/// longer than the caller may have it.
final class Export {
  private static final int PAGE_EVENTS = 1024;

  private final LedgerService ledger;
  private final Answers answers;
  private final ServerCallStreamObserver<ExportFrame> to;
  private final SignedCheckpoint end;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final Callable<Boolean> allowed;
  private long next;

  /// @param allowed whether the caller may have the log now; asked for each page, on the readers
  Export(
      LedgerService ledger,
      Answers answers,
      ServerCallStreamObserver<ExportFrame> to,
      long from,
      Callable<Boolean> allowed) {
    this.ledger = ledger;
    this.answers = answers;
    this.to = to;
    this.next = from;
    this.allowed = allowed;
    this.end = ledger.checkpoint();
  }

  void start() {
    if (next < 0 || next > end.size()) {
      to.onError(Refusals.badRequest("The log is not that long.").toException());
      return;
    }
    to.setOnCancelHandler(() -> busy.set(true));
    to.setOnReadyHandler(this::more);
    more();
  }

  private void more() {
    if (!to.isReady() || !busy.compareAndSet(false, true)) {
      return;
    }
    var _ =
        answers
            .read(this::page)
            .whenComplete(
                (frame, failure) -> {
                  if (failure != null) {
                    to.onError(Answers.toStatus(failure));
                  } else {
                    send(frame);
                  }
                });
  }

  private ExportFrame page() throws Exception {
    if (!allowed.call()) {
      throw new RefusedException(Refusals.of(Rejection.NOT_AUDITOR));
    }
    int max = (int) Math.min(PAGE_EVENTS, end.size() - next);
    List<byte[]> events = max == 0 ? List.of() : ledger.events(next, max);
    ExportFrame.Builder frame = AdminService.frame(next, events).toBuilder();
    next += events.size();
    if (next >= end.size()) {
      frame.setCheckpoint(Checkpoint.newBuilder().setNote(end.note()));
    }
    return frame.build();
  }

  private void send(ExportFrame frame) {
    to.onNext(frame);
    if (frame.hasCheckpoint()) {
      to.onCompleted();
    } else {
      busy.set(false);
      more();
    }
  }
}
