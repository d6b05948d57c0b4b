package dev.chit.doors.hall;

import dev.chit.server.blobs.Shelf;
import dev.chit.server.custody.Correspondence;
import dev.chit.server.custody.Custody;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;

/// What every door stands in.
///
/// @param data where doors keep what they must not forget; a folder for each is made when needed
public record Hall(
    Custody custody,
    Correspondence correspondence,
    Guests guests,
    Shelf shelf,
    EventLoopGroup loops,
    Path data) {}
