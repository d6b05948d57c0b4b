package dev.chit.client.files;

import dev.chit.core.AccountId;
import java.util.Optional;

/// Contacts' clients that are linked with this one.
public interface Lenders {
  boolean has(AccountId account);

  /// What a contact's client has ready, if it is linked.
  ///
  /// @param keys of the file that is wanted, as [Stretches#digest] says
  Optional<PieceSupply> of(AccountId account, byte[] keys);
}
