@NullMarked
package dev.chit.server.backup;

import org.jspecify.annotations.NullMarked;
