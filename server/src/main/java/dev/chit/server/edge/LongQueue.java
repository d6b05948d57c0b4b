package dev.chit.server.edge;

/// A queue of numbers that allocates only to grow. Not safe for threads.
final class LongQueue {
  private static final int START = 16;

  private long[] numbers = new long[START];
  private int first;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void add(long number) {
    if (size == numbers.length) {
      grow();
    }
    numbers[(first + size) & (numbers.length - 1)] = number;
    size++;
  }

  /// The oldest. Must not be asked of an empty queue.
  long remove() {
    long number = numbers[first];
    first = (first + 1) & (numbers.length - 1);
    size--;
    return number;
  }

  private void grow() {
    var bigger = new long[numbers.length * 2];
    int end = numbers.length - first;
    System.arraycopy(numbers, first, bigger, 0, end);
    System.arraycopy(numbers, 0, bigger, end, first);
    numbers = bigger;
    first = 0;
  }
}
