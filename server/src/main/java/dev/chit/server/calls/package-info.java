/// How calls are answered, refused and failed, whoever serves them.
@NullMarked
package dev.chit.server.calls;

import org.jspecify.annotations.NullMarked;
