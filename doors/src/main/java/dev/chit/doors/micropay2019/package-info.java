/// The dialect `micropay-2019`: mutual TLS, a deposit at log-in, and the payer hands in the
/// payment.
@NullMarked
package dev.chit.doors.micropay2019;

import org.jspecify.annotations.NullMarked;
