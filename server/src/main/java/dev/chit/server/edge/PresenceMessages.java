package dev.chit.server.edge;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.server.presence.Presence.Change;
import dev.chit.server.presence.Terms;
import dev.chit.wire.Ids;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.Presence;
import dev.chit.wire.v1.PresenceTerms;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

final class PresenceMessages {
  private PresenceMessages() {}

  static List<Presence> of(List<Change> changes) {
    return changes.stream().map(PresenceMessages::of).toList();
  }

  private static Presence of(Change change) {
    return Presence.newBuilder()
        .setAccount(Ids.bytes(change.account()))
        .setName(change.name())
        .setOnline(change.online())
        .build();
  }

  /// @throws RefusedException if a list is too long or holds what is no account
  static Terms terms(PresenceTerms terms) throws RefusedException {
    return new Terms(
        accounts(terms.getWatchedList()),
        shown(terms.getShown()),
        accounts(terms.getListedList()),
        accounts(terms.getHiddenFromList()));
  }

  /// What this server does not know shows nobody more than was meant.
  private static Terms.Shown shown(PresenceTerms.Shown shown) {
    return switch (shown) {
      case SHOWN_EVERYONE -> Terms.Shown.EVERYONE;
      case SHOWN_LISTED -> Terms.Shown.LISTED;
      case SHOWN_NOBODY, UNRECOGNIZED -> Terms.Shown.NOBODY;
    };
  }

  private static Set<AccountId> accounts(List<ByteString> ids) throws RefusedException {
    if (ids.size() > Limits.PRESENCE_ACCOUNTS_MAX) {
      throw new RefusedException(
          Refusals.tooLarge(
              "Presence terms that name "
                  + ids.size()
                  + " accounts (expected: at most "
                  + Limits.PRESENCE_ACCOUNTS_MAX
                  + ")."));
    }
    var accounts = new HashSet<AccountId>();
    for (ByteString id : ids) {
      if (id.size() != AccountId.LENGTH) {
        throw new RefusedException(Refusals.badRequest("An account has 16 bytes."));
      }
      accounts.add(Ids.account(id));
    }
    return accounts;
  }
}
