/// What a server does to have its log witnessed: it shows each witness its newest checkpoint, and
/// keeps what they signed for members who ask. All of it is beside the ledger's writer; witnesses
/// that are slow, dead or dishonest delay no payment.
@NullMarked
package dev.chit.server.cosigning;

import org.jspecify.annotations.NullMarked;
