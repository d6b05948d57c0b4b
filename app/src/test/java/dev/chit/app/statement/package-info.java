@NullMarked
package dev.chit.app.statement;

import org.jspecify.annotations.NullMarked;
