@NullMarked
package dev.chit.client.watch;

import org.jspecify.annotations.NullMarked;
