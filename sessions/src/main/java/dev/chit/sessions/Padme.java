package dev.chit.sessions;

/// Lengths rounded up so that they say little and cost at most 12 % (PURBs, PoPETs 2019/4, §5).
final class Padme {
  private Padme() {}

  static int padded(int length) {
    if (length < 2) {
      return length;
    }
    int exponent = 31 - Integer.numberOfLeadingZeros(length);
    int kept = 32 - Integer.numberOfLeadingZeros(exponent);
    int mask = (1 << (exponent - kept)) - 1;
    return (length + mask) & ~mask;
  }
}
