package dev.chit.server;

import dev.chit.server.blobs.Shelf;
import dev.chit.server.custody.Correspondence;
import dev.chit.server.custody.Custody;
import dev.chit.server.presence.Presence;

/// What a front end of this server other than the native one stands on.
///
/// @param custody the accounts of those whose programs have no keys
/// @param correspondence texts between them and members
/// @param shelf where large things lie until they are fetched
public record Services(
    Custody custody, Correspondence correspondence, Presence presence, Shelf shelf) {}
