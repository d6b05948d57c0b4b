package dev.chit.audit;

/// The numbers of an account's devices. Nearly every account has one for ever, so that this holds
/// no more than that until there is another.
final class BookDevices {
  private static final int AT_A_TIME_MAX = 8;
  private static final int EVER_MAX = 64;
  private static final int[] NONE = {};

  /// Those that there are, and those that there were.
  private int[] present = NONE;

  private int[] gone = NONE;

  /// False if the number was used before, or there are too many.
  boolean add(int number) {
    boolean fits = present.length < AT_A_TIME_MAX && present.length + gone.length < EVER_MAX;
    if (!fits || at(present, number) >= 0 || at(gone, number) >= 0) {
      return false;
    }
    present = with(present, number);
    return true;
  }

  /// False if there is no such device, or no other.
  boolean revoke(int number) {
    int at = at(present, number);
    if (at < 0 || present.length == 1) {
      return false;
    }
    int[] left = new int[present.length - 1];
    System.arraycopy(present, 0, left, 0, at);
    System.arraycopy(present, at + 1, left, at, left.length - at);
    present = left;
    gone = with(gone, number);
    return true;
  }

  private static int at(int[] numbers, int number) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == number) {
        return i;
      }
    }
    return -1;
  }

  private static int[] with(int[] numbers, int number) {
    int[] more = java.util.Arrays.copyOf(numbers, numbers.length + 1);
    more[numbers.length] = number;
    return more;
  }
}
