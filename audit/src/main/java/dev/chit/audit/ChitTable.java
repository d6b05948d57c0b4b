package dev.chit.audit;

import java.util.Arrays;

/// Every chit id and act id of a log, with what later events may ask of it, in about 60 bytes each,
/// where objects would take four times that. Accounts are numbers here, in the order of their
/// opening.
final class ChitTable {
  /// There is none with that id.
  static final int NONE = -1;

  private static final int CAPACITY_MIN = 1 << 10;

  /// What an id was used for, so far.
  enum State {
    ACT,
    SETTLED,
    HELD,
    RELEASED,
    REVOKED
  }

  private final IdIndex ids = new IdIndex();
  private State[] states = new State[CAPACITY_MIN];
  private int[] payers = new int[CAPACITY_MIN];
  private int[] payees = new int[CAPACITY_MIN];
  private long[] amounts = new long[CAPACITY_MIN];

  /// The number of an id, or [#NONE].
  int find(long high, long low) {
    return ids.find(high, low);
  }

  /// Adds an id that [#find] does not find.
  ///
  /// @return its number
  int add(long high, long low, State state, int payer, int payee, long minor) {
    int number = ids.add(high, low);
    if (number == states.length) {
      int room = Math.addExact(number, number / 2);
      states = Arrays.copyOf(states, room);
      payers = Arrays.copyOf(payers, room);
      payees = Arrays.copyOf(payees, room);
      amounts = Arrays.copyOf(amounts, room);
    }
    states[number] = state;
    payers[number] = payer;
    payees[number] = payee;
    amounts[number] = minor;
    return number;
  }

  State state(int number) {
    return states[number];
  }

  void become(int number, State state) {
    states[number] = state;
  }

  int payer(int number) {
    return payers[number];
  }

  int payee(int number) {
    return payees[number];
  }

  long minor(int number) {
    return amounts[number];
  }
}
