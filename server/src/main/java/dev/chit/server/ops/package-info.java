/// How the server is: health, metrics.
@NullMarked
package dev.chit.server.ops;

import org.jspecify.annotations.NullMarked;
