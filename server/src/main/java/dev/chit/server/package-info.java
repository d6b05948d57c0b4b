@NullMarked
package dev.chit.server;

import org.jspecify.annotations.NullMarked;
