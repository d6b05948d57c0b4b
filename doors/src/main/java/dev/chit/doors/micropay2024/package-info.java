/// The dialect `micropay-2024`: TLS by the server alone, and the payee hands in the payment.
@NullMarked
package dev.chit.doors.micropay2024;

import org.jspecify.annotations.NullMarked;
