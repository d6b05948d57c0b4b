/// Checks receipts and chits with nothing but their bytes and the ledger that is trusted.
@NullMarked
package dev.chit.app.verify;

import org.jspecify.annotations.NullMarked;
