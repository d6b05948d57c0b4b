@NullMarked
package dev.chit.app.operator;

import org.jspecify.annotations.NullMarked;
