@NullMarked
package dev.chit.sessions;

import org.jspecify.annotations.NullMarked;
