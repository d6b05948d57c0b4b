/// The way to the server: [dev.chit.client.connection.ServerChannel] is one TLS connection with
/// unary calls, [dev.chit.client.connection.RawConnection] its two-way stream, and
/// [dev.chit.client.connection.Connection] keeps both up.
@NullMarked
package dev.chit.client.connection;

import org.jspecify.annotations.NullMarked;
