@NullMarked
package dev.chit.bench.load;

import org.jspecify.annotations.NullMarked;
