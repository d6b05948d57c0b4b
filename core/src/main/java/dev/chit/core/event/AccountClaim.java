package dev.chit.core.event;

import dev.chit.core.AccountId;
import dev.chit.core.BadSignatureException;
import dev.chit.core.Label;
import dev.chit.core.LedgerId;
import dev.chit.core.SignatureBytes;
import dev.chit.core.SignatureVerifier;
import dev.chit.core.VerifyKey;

/// Two words for one thing: whoever keeps the key of a custodial account hands the account over to
/// a member, and the member takes it.
///
/// @param custodial the account's key until then
/// @param own the member's
public record AccountClaim(LedgerId ledger, VerifyKey custodial, VerifyKey own) {

  /// What both sign: the label `chit/claim/v1` NUL, ledger id 16, id of the custodial account 16,
  /// the member's identity key 32.
  public byte[] signedBytes() {
    return signedBytes(ledger, account(), own);
  }

  /// As [#signedBytes()], for who does not have the key.
  public static byte[] signedBytes(LedgerId ledger, AccountId custodial, VerifyKey own) {
    return Label.CLAIM.before(ledger.bytes(), custodial.bytes(), own.bytes());
  }

  /// The custodial account.
  public AccountId account() {
    return AccountId.ofKey(custodial);
  }

  /// The account that takes its place.
  public AccountId successor() {
    return AccountId.ofKey(own);
  }

  /// Checks that both signed it.
  ///
  /// @throws BadSignatureException if not
  public Verified verify(
      SignatureBytes byCustodian, SignatureBytes byMember, SignatureVerifier verifier)
      throws BadSignatureException {
    byte[] signed = signedBytes();
    if (!verifier.verify(custodial, signed, byCustodian.bytes())) {
      throw new BadSignatureException("The custodial account's key did not sign this claim.");
    }
    if (!verifier.verify(own, signed, byMember.bytes())) {
      throw new BadSignatureException("The member did not sign this claim.");
    }
    return new Verified(this, byCustodian, byMember);
  }

  /// One that both signed. There is none whose signatures were not checked.
  public static final class Verified {
    private final AccountClaim claim;
    private final SignatureBytes byCustodian;
    private final SignatureBytes byMember;

    private Verified(AccountClaim claim, SignatureBytes byCustodian, SignatureBytes byMember) {
      this.claim = claim;
      this.byCustodian = byCustodian;
      this.byMember = byMember;
    }

    public AccountClaim claim() {
      return claim;
    }

    public SignatureBytes byCustodian() {
      return byCustodian;
    }

    public SignatureBytes byMember() {
      return byMember;
    }

    @Override
    public String toString() {
      return "Verified[" + claim + "]";
    }
  }
}
