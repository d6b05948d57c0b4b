package dev.chit.client;

import dev.chit.core.ChitId;

/// A payment's proof for who has neither server nor network, as a `.receipt` file holds it.
///
/// @param index of the payment, in the log
public record ReceiptFile(ChitId chit, long index, String text) {

  /// Without the text, which tells who paid whom.
  @Override
  public String toString() {
    return "ReceiptFile[" + chit + "]";
  }
}
