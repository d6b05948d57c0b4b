/// QR codes: drawn in a terminal, written to files, read from pictures.
@NullMarked
package dev.chit.app.qr;

import org.jspecify.annotations.NullMarked;
