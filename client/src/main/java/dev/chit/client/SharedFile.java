package dev.chit.client;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.FileId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A file that this account sends to somebody or to a group, or somebody to this account or a group
/// that both are in.
///
/// @param position for paging: grows with time within this profile
/// @param outgoing whether this account sends it
/// @param group that it was sent to; empty if it is for one person
/// @param groupName of that group, empty if there is none
/// @param other the other one; of a group's file who sent it, which may be this account
/// @param otherName that one's verified name
/// @param name a file name without folders, safe to be made on this machine; chosen by the sender
/// @param size bytes
/// @param mediaType such as `image/png`, empty if it is not known; the sender's word
/// @param thumbnail a small JPEG made by the sender's client, empty if there is none
/// @param at when it was sent
/// @param until when the server deletes it; empty while it is sent, or held ready for a link
/// @param path where it comes from, or was saved to
/// @param disappearing when the offer goes, with what is kept about it; the file itself stays where
///   it is. Empty for never
public record SharedFile(
    long position,
    FileId id,
    boolean outgoing,
    Optional<ConversationId> group,
    String groupName,
    AccountId other,
    String otherName,
    String name,
    long size,
    String mediaType,
    ByteString thumbnail,
    Instant at,
    Optional<Instant> until,
    FileState state,
    Optional<Path> path,
    Optional<HistoryMessage.Disappearing> disappearing) {

  /// Without names.
  @Override
  public String toString() {
    return "SharedFile[" + id + ", " + state + "]";
  }
}
