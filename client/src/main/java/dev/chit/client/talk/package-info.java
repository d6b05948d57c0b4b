/// Messages between members: sealed and kept before they are sent, opened and kept before they are
/// acknowledged.
///
/// [dev.chit.client.talk.Talk] is the door. Its state is in the profile; its two workers, which
/// move what waits, only ever repeat what a crash has interrupted.
@NullMarked
package dev.chit.client.talk;

import org.jspecify.annotations.NullMarked;
