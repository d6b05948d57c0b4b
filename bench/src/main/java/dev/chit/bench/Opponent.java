package dev.chit.bench;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Whom a figure can be compared with.
enum Opponent {
  PGBENCH("pgbench", Figure.PAY),
  MOSQUITTO("mosquitto", Figure.RELAY),
  EJABBERD("ejabberd", Figure.STORE),
  SCP("scp", Figure.FILE),
  LIMIT("limit", Figure.AUDIT);

  private final String word;
  private final Figure figure;

  Opponent(String word, Figure figure) {
    this.word = word;
    this.figure = figure;
  }

  static Opponent of(Figure figure, String word) throws BenchException {
    for (Opponent opponent : values()) {
      if (opponent.word.equals(word) && opponent.figure == figure) {
        return opponent;
      }
    }
    String known =
        Arrays.stream(values())
            .filter(opponent -> opponent.figure == figure)
            .map(Opponent::word)
            .collect(Collectors.joining(", "));
    throw BenchException.usage(
        "bench " + figure.word() + " cannot run against “" + word + "”, only against: " + known);
  }

  String word() {
    return word;
  }
}
