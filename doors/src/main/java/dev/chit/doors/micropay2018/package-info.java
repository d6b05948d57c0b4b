/// The dialect `micropay-2018`: mutual TLS, and the payee hands in the payment.
@NullMarked
package dev.chit.doors.micropay2018;

import org.jspecify.annotations.NullMarked;
