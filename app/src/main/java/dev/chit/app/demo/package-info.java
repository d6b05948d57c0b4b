/// The demonstration: one server, two members, and everything that they can do so far.
@NullMarked
package dev.chit.app.demo;

import org.jspecify.annotations.NullMarked;
