/// Who is who: names and keys as the log binds them, verified by this client.
@NullMarked
package dev.chit.client.people;

import org.jspecify.annotations.NullMarked;
