@NullMarked
package dev.chit.doors;

import org.jspecify.annotations.NullMarked;
