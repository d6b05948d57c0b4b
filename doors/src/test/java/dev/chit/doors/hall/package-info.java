@NullMarked
package dev.chit.doors.hall;

import org.jspecify.annotations.NullMarked;
