/// Direct links between members' clients: found through sealed messages, made without the server.
///
/// [dev.chit.client.link.LinkDesk] is the door. A link carries the very envelopes that the server
/// would relay, so whatever is sent goes by it while it is up, and by the server otherwise.
@NullMarked
package dev.chit.client.link;

import org.jspecify.annotations.NullMarked;
