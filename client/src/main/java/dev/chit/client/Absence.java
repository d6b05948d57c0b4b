package dev.chit.client;

import dev.chit.client.people.Person;
import dev.chit.core.ledger.Rejection;

/// What it means that the server refuses what was meant for somebody: that they have closed the
/// account is for the log to say.
final class Absence {
  private Absence() {}

  /// @throws ChitRefusedException `account-closed`, else `message-refused`
  static SentMessage accepted(Engine engine, SentMessage sent, Person to)
      throws ChitException, InterruptedException {
    if (sent.state() == MessageState.REFUSED) {
      if (isProved(engine, to)) {
        throw closed(to);
      }
      throw new ChitRefusedException(
          "message-refused", "The server will not take a message for " + to.name() + ".");
    }
    return sent;
  }

  /// @return the refusal of a payment to somebody
  /// @throws NotTrustedException `bad-proof` if it says that the account was closed, and the log
  ///   does not
  static ChitRefusedException of(Engine engine, ChitRefusedException refusal, Person to)
      throws ChitException, InterruptedException {
    if (!refusal.code().equals(Rejection.ACCOUNT_CLOSED.code())) {
      return refusal;
    }
    if (!isProved(engine, to)) {
      throw new NotTrustedException(
          "bad-proof",
          "The server says that " + to.name() + " has closed the account, and its log does not.",
          null);
    }
    return closed(to);
  }

  private static ChitRefusedException closed(Person to) {
    return new ChitRefusedException(
        Rejection.ACCOUNT_CLOSED.code(), to.name() + " has closed the account: nobody is there.");
  }

  private static boolean isProved(Engine engine, Person to)
      throws ChitException, InterruptedException {
    try {
      return engine
          .people
          .find(to.account(), engine.ledger().log(), engine.connection.await())
          .person()
          .isClosed();
    } catch (ChitRefusedException | UnreachableException e) {
      return false;
    }
  }
}
