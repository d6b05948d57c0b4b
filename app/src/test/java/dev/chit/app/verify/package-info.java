@NullMarked
package dev.chit.app.verify;

import org.jspecify.annotations.NullMarked;
