/// Tells a web server what arrives.
@NullMarked
package dev.chit.examples.webhook;

import org.jspecify.annotations.NullMarked;
