@NullMarked
package dev.chit.crypto;

import org.jspecify.annotations.NullMarked;
