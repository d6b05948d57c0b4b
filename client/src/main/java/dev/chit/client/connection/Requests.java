package dev.chit.client.connection;

/// Numbers of requests, unique in a connection: even ones are messages, odd ones payments; the rest
/// is the sequence number of the row that they come from.
public final class Requests {
  private Requests() {}

  public static long ofMessage(long sequence) {
    return sequence << 1;
  }

  public static long ofPayment(long sequence) {
    return sequence << 1 | 1;
  }

  public static long sequence(long request) {
    return request >> 1;
  }
}
