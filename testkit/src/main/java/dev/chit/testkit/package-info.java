@NullMarked
package dev.chit.testkit;

import org.jspecify.annotations.NullMarked;
