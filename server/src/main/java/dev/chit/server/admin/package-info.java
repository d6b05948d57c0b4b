/// What the operator calls.
@NullMarked
package dev.chit.server.admin;

import org.jspecify.annotations.NullMarked;
