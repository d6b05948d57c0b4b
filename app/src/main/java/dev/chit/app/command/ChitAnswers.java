package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.ChitDone;

/// What the ledger did with a chit.
final class ChitAnswers {
  private ChitAnswers() {}

  static Answer done(ChitDone done) {
    return new Answer()
        .with("chit", done.chit().toString())
        .with("state", done.state().toString())
        .with("index", done.index())
        .with("balance", done.balanceText())
        .with("held", done.heldText())
        .with("unit", done.unit().code())
        .with("repeated", done.repeated())
        .value(done.chit().toString());
  }
}
