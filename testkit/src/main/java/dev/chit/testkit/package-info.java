/// What tests of all modules share: networks that fail on command.
@NullMarked
package dev.chit.testkit;

import org.jspecify.annotations.NullMarked;
