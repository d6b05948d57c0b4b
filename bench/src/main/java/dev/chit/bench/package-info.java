@NullMarked
package dev.chit.bench;

import org.jspecify.annotations.NullMarked;
