@NullMarked
package dev.chit.doors.micropay2018;

import org.jspecify.annotations.NullMarked;
