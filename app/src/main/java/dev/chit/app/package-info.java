@NullMarked
package dev.chit.app;

import org.jspecify.annotations.NullMarked;
