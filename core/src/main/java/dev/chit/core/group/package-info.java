/// Who is in a group: a list of changes, each signed by who made it and naming the one before by
/// its hash, which every member checks for itself. Pure: the same changes, in whatever order they
/// came, give the same group.
///
/// [dev.chit.core.group.MembershipList] is the door; bytes and rules are in `docs/protocol.md`,
/// section "Membership".
@NullMarked
package dev.chit.core.group;

import org.jspecify.annotations.NullMarked;
