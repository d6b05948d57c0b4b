/// Which ids of chits and acts are used up, and by which event: cheap at tens of millions.
///
/// A database index over random ids would dirty another page for every payment once it outgrows the
/// cache. Here the newest ids are in memory, and all older ones in sorted files that are written
/// once, in the background, and merged four by four. The files only repeat what the log says: they
/// are made again from it when they are missing.
@NullMarked
package dev.chit.server.store.ids;

import org.jspecify.annotations.NullMarked;
