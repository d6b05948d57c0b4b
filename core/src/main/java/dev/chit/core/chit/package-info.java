/// The chit: an order that its payer signed, from bytes to trust.
///
/// The steps are types, so that none can be skipped: raw bytes, [ParsedChit], [VerifiedChit]; what
/// follows, admitted and settled, is the ledger's.
///
/// ```java
/// byte[] signature = payer.sign(order.signedBytes());
/// ParsedChit drawn = ParsedChit.of(order, signature, payer.verifyKey());
/// String text = ChitText.encode(drawn.bytes());
/// VerifiedChit trusted = ParsedChit.parse(ChitText.decode(text)).verify(verifier);
/// ```
@NullMarked
package dev.chit.core.chit;

import org.jspecify.annotations.NullMarked;
