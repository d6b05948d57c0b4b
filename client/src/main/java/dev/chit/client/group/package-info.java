/// Groups: who is in them, the sender keys of their members, and what is said in them.
///
/// The doors are [dev.chit.client.group.GroupDesk], for what this account does, and
/// [dev.chit.client.group.GroupMail], which takes in what others do. Changes and sender keys of the
/// membership travel in the members' sessions; see `docs/protocol.md`, section "Groups".
@NullMarked
package dev.chit.client.group;

import org.jspecify.annotations.NullMarked;
