@NullMarked
package dev.chit.app.qr;

import org.jspecify.annotations.NullMarked;
