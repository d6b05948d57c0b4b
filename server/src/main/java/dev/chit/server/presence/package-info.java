/// Who is online.
@NullMarked
package dev.chit.server.presence;

import org.jspecify.annotations.NullMarked;
