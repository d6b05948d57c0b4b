/// The dialect of `name#port` lines that three programs speak, each in its own way.
@NullMarked
package dev.chit.doors.micropay;

import org.jspecify.annotations.NullMarked;
