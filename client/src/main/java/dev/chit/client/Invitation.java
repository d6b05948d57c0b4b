package dev.chit.client;

/// A code with which one person may register, once.
///
/// @param index in the log, of the act that admits it
public record Invitation(String code, long index) {

  /// Without the code.
  @Override
  public String toString() {
    return "Invitation[index=" + index + "]";
  }
}
