package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.event.InviteHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known before a batch, of everything that its [Needs] name, of the accounts that have the
/// names there, and of those that the entries under the ids named there concern. Answers are facts:
/// null means that there is none, never that it was not looked up.
public interface LedgerView {
  @Nullable Account account(AccountId id);

  /// Whose name it is, or was last, without regard to case.
  @Nullable AccountId named(AccountName name);

  /// The entry that used up this chit's or act's id.
  @Nullable Entry used(ChitId id);

  /// What ended the hold of a `certified` entry of this view, or null while its sum is held.
  @Nullable Entry closing(Entry certified);

  /// The sum in minor units of the refunds of what an entry of this view settled; 0 for none.
  long refundedMinor(Entry settled);

  /// The entry at an index that this view has told.
  Entry entry(long index);

  /// What was done to an account's devices: those that were added, and the first one if it was
  /// revoked. In any order.
  List<Device> devices(Account account);

  /// The state of the invitation whose code has this hash.
  @Nullable Invite invite(InviteHash codeHash);
}
