/// One process owns a profile; others speak to it through a socket in the profile's directory.
///
/// [dev.chit.app.owner.OwnerServer] is the owner's end, [dev.chit.app.owner.OwnerClient] the end of
/// a short command, which loads nothing else and so starts quickly.
@NullMarked
package dev.chit.app.owner;

import org.jspecify.annotations.NullMarked;
