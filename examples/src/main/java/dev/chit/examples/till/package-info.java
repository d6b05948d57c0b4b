/// A till that sells by message.
@NullMarked
package dev.chit.examples.till;

import org.jspecify.annotations.NullMarked;
