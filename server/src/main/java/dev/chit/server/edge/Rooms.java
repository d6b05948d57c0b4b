package dev.chit.server.edge;

import dev.chit.server.ServerLimits;
import dev.chit.server.blobs.Blobs;
import dev.chit.server.calls.Answers;
import dev.chit.server.directory.ClosingDesk;
import dev.chit.server.directory.DeviceDesk;
import dev.chit.server.directory.Directory;
import dev.chit.server.directory.PrekeyDesk;
import dev.chit.server.mailbox.Mailboxes;
import dev.chit.server.presence.Presence;
import java.util.concurrent.Executor;

/// What the edge's services share.
///
/// @param readers for what reads the disk
/// @param disk for what reads and writes blobs
record Rooms(
    ServerLimits limits,
    Answers answers,
    Books books,
    ChitDesk chits,
    Directory directory,
    Mailboxes mailboxes,
    Post post,
    PrekeyDesk prekeys,
    DeviceDesk devices,
    ClosingDesk closing,
    Presence presence,
    Connections connections,
    Wakes wakes,
    Executor readers,
    Blobs blobs,
    Executor disk) {}
