package dev.chit.bench;

/// What can be measured.
enum Figure {
  PAY("pay", "payments", 64, 16),
  RELAY("relay", "messages", 100, 32),
  STORE("store", "messages", 100, 32),
  FILE("file", "MB", 2, 1),
  AUDIT("audit", "events", 1_000, 1);

  private final String word;
  private final String counted;
  private final int clients;
  private final int window;

  Figure(String word, String counted, int clients, int window) {
    this.word = word;
    this.counted = counted;
    this.clients = clients;
    this.window = window;
  }

  static Figure of(String word) throws BenchException {
    for (Figure figure : values()) {
      if (figure.word.equals(word)) {
        return figure;
      }
    }
    throw BenchException.usage(
        "“" + word + "” cannot be measured: pay, relay, store, file and audit can.");
  }

  String word() {
    return word;
  }

  String counted() {
    return counted;
  }

  int clients() {
    return clients;
  }

  int window() {
    return window;
  }
}
