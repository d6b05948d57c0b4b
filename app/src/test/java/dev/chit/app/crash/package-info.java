/// Promise 4, end to end: what was acknowledged survives any number of crashes, and happens once.
@NullMarked
package dev.chit.app.crash;

import org.jspecify.annotations.NullMarked;
