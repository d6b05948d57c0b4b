/// The receipt: a payment's proof for who has neither server nor network, from text to trust.
///
/// The steps are types, so that none can be skipped: text, [ParsedReceipt], [VerifiedReceipt].
///
/// ```java
/// VerifiedReceipt paid = ParsedReceipt.parse(text).verify(fingerprint.hash(), verifier);
/// ```
@NullMarked
package dev.chit.core.receipt;

import org.jspecify.annotations.NullMarked;
