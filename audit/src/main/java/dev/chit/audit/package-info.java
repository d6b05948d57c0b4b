@NullMarked
package dev.chit.audit;

import org.jspecify.annotations.NullMarked;
