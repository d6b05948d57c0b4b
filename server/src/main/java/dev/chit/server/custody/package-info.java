/// Accounts whose keys the server keeps, for people whose programs have none.
@NullMarked
package dev.chit.server.custody;

import org.jspecify.annotations.NullMarked;
