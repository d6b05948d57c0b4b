package dev.chit.client.people;

import dev.chit.client.state.Tables;
import dev.chit.client.talk.v1.TalkAnswer;
import dev.chit.client.watch.Unseen;
import java.sql.SQLException;

/// What others answer whom this account had asked to talk.
public final class TalkAnswers {
  private TalkAnswers() {}

  /// Told once, until they write.
  public static void take(Tables tables, Person from, TalkAnswer answer) throws SQLException {
    if (answer.getVerdict() != TalkAnswer.Verdict.REFUSED
        || Standings.row(tables, from.account()).getRefusedUs()) {
      return;
    }
    Standings.note(tables, from.account(), row -> row.setRefusedUs(true));
    Unseen.add(tables, Consent.unseen(from.account()).setRefused(true));
  }
}
