package dev.chit.core.receipt;

import dev.chit.core.AccountId;
import dev.chit.core.Unit;
import dev.chit.core.VerifyKey;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.VerifiedChit;
import dev.chit.core.event.Event;
import dev.chit.core.log.SignedCheckpoint;

/// A payment that happened: its payer signed it, and the ledger's key signed a log that holds it.
/// There is none that was not checked: the only way to one is [ParsedReceipt#verify].
public final class VerifiedReceipt {
  private final Event.Created created;
  private final Event event;
  private final VerifiedChit chit;
  private final Memo memo;
  private final long index;
  private final SignedCheckpoint checkpoint;

  /// What a receipt shows of its memo.
  public sealed interface Memo {
    /// The payer signed that there is none.
    record None() implements Memo {}

    /// The text that the payer signed.
    record Text(String text) implements Memo {
      /// Without the text.
      @Override
      public String toString() {
        return "Text[]";
      }
    }

    /// The payer signed one, and who gave the receipt kept it to themselves.
    record Withheld() implements Memo {}
  }

  VerifiedReceipt(
      Event.Created created,
      Event event,
      VerifiedChit chit,
      Memo memo,
      long index,
      SignedCheckpoint checkpoint) {
    this.created = created;
    this.event = event;
    this.chit = chit;
    this.memo = memo;
    this.index = index;
    this.checkpoint = checkpoint;
  }

  public VerifiedChit chit() {
    return chit;
  }

  public Order order() {
    return chit.order();
  }

  /// As logged: settled, issued or retired.
  public Event event() {
    return event;
  }

  public Memo memo() {
    return memo;
  }

  /// Of the payment, in the log.
  public long index() {
    return index;
  }

  /// When it was logged, epoch milliseconds by the server's clock.
  public long timeMillis() {
    return event.timeMillis();
  }

  public VerifyKey logKey() {
    return created.logKey();
  }

  /// What the ledger counts in.
  public Unit unit() {
    return created.unit();
  }

  /// The account that issues and retires.
  public AccountId operator() {
    return AccountId.ofKey(created.operator());
  }

  /// The signed tree that holds it.
  public SignedCheckpoint checkpoint() {
    return checkpoint;
  }

  @Override
  public String toString() {
    return "VerifiedReceipt[" + chit.id() + "]";
  }
}
