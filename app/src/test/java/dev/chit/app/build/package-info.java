@NullMarked
package dev.chit.app.build;

import org.jspecify.annotations.NullMarked;
