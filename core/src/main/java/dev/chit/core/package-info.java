@NullMarked
package dev.chit.core;

import org.jspecify.annotations.NullMarked;
