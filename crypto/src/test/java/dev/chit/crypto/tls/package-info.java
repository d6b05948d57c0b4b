@NullMarked
package dev.chit.crypto.tls;

import org.jspecify.annotations.NullMarked;
