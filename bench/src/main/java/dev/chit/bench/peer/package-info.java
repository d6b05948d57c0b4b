@NullMarked
package dev.chit.bench.peer;

import org.jspecify.annotations.NullMarked;
