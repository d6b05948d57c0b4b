/// Work that goes on beside the callers while there is a connection.
@NullMarked
package dev.chit.client.work;

import org.jspecify.annotations.NullMarked;
