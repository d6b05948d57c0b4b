package dev.chit.app.command;

import dev.chit.app.verify.TrustedLedger;
import dev.chit.client.ChitClient;
import dev.chit.client.Contact;
import dev.chit.client.Whoami;
import dev.chit.core.AccountId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a profile knows beside a file: its ledger, and the names of those it has met.
record KnownWorld(Optional<TrustedLedger> ledger, Map<AccountId, String> names) {
  static final KnownWorld NONE = new KnownWorld(Optional.empty(), Map.of());

  KnownWorld {
    names = Map.copyOf(names);
  }

  /// Of a profile without an account, nothing.
  static KnownWorld of(ChitClient client) throws Exception {
    Whoami me = client.whoami();
    if (me.name().isEmpty()) {
      return NONE;
    }
    var names = new HashMap<AccountId, String>();
    for (Contact contact : client.contacts().met()) {
      names.put(contact.account(), contact.name().value());
    }
    names.put(me.account(), me.name().get().value());
    return new KnownWorld(
        Optional.of(TrustedLedger.ofKey(client.log().logKey(), Optional.of(client.unit()))), names);
  }

  Optional<String> name(AccountId account) {
    return Optional.ofNullable(names.get(account));
  }
}
