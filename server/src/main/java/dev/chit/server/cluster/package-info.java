/// How the nodes of a server find each other's connections.
@NullMarked
package dev.chit.server.cluster;

import org.jspecify.annotations.NullMarked;
