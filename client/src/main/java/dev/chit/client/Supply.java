package dev.chit.client;

/// What the operator has put into circulation and taken out of it since the ledger began, in minor
/// units, as of an entry of the operator's account.
///
/// @param throughIndex the newest entry that is in it, -1 for none
/// @param issuedMinor opening grants included
public record Supply(long throughIndex, long issuedMinor, long retiredMinor) {
  /// Before the first entry.
  public static final Supply NONE = new Supply(-1, 0, 0);

  public long circulationMinor() {
    return issuedMinor - retiredMinor;
  }
}
