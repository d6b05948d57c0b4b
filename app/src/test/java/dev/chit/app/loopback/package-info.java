@NullMarked
package dev.chit.app.loopback;

import org.jspecify.annotations.NullMarked;
