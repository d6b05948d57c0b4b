@NullMarked
package dev.chit.app.bench;

import org.jspecify.annotations.NullMarked;
