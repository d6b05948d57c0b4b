package dev.chit.server.store;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Device;
import dev.chit.core.ledger.Entry;
import dev.chit.core.log.Tile;
import dev.chit.core.log.TileId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads what is committed, from any thread and without delaying the writer.
///
/// Every method throws [StoreException] when the database cannot be read.
public interface LedgerReader {
  /// How many events are committed.
  long size() throws StoreException;

  Optional<Entry> entry(long index) throws StoreException;

  /// Consecutive events as they were encoded, from `from` on; fewer than `max` only at the end.
  List<byte[]> events(long from, int max) throws StoreException;

  /// Index of the event that used up a chit's or an act's id.
  OptionalLong indexOf(ChitId id) throws StoreException;

  /// What ended the hold of a `certified` event, if something did.
  Optional<Entry> closing(long certified) throws StoreException;

  /// The sum in minor units of the refunds of what an event settled.
  long refundedMinor(long settled) throws StoreException;

  /// `certified` entries whose sums are still held though their last second is below `nowSeconds`.

  List<Entry> dueHolds(long nowSeconds, int max) throws StoreException;

  /// How many sums are held.
  long openHolds() throws StoreException;

  Optional<Account> account(AccountId id) throws StoreException;

  /// Who has the name, or had it last, without regard to case.
  Optional<Account> account(AccountName name) throws StoreException;

  /// Accounts whose folded name starts with `prefix` and is after `after`, in order of it; without
  /// those that ended and whose name somebody else has now.
  List<Account> accounts(String prefix, String after, int max) throws StoreException;

  /// What was done to an account's devices: those that were added, and the first one if it was
  /// revoked.
  List<Device> devices(Account account) throws StoreException;

  /// An account's entries below an index, newest first.
  List<Entry> history(AccountId account, long below, int max) throws StoreException;

  /// A full tile.
  Optional<Tile> tile(TileId id) throws StoreException;

  /// The newest signed note.
  Optional<String> checkpoint() throws StoreException;

  long accountCount() throws StoreException;
}
