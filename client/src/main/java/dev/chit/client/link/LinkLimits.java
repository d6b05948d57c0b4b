package dev.chit.client.link;

import java.time.Duration;

/// The limits of links, in one place.
final class LinkLimits {
  /// Addresses in an offer.
  static final int ADDRESSES_MAX = 8;

  /// Ports below this belong to well-known services: nobody's client is made to knock there.
  static final int PORT_MIN = 1_024;

  static final int TOKEN_LENGTH = 32;

  /// Contacts who may hold an offer of this client at once.
  static final int OFFERED_MAX = 1_000;

  /// Offers of others that are kept.
  static final int OFFERS_KEPT_MAX = 1_000;

  /// Connections from outside at once, those that have not proved anything yet among them.
  static final int CONNECTIONS_MAX = 64;

  /// Links at once, either way.
  static final int LINKS_MAX = 128;

  /// Dials at once, each to one device.
  static final int DIALS_MAX = 8;

  /// Envelopes under way without an acknowledgement.
  static final int IN_FLIGHT_MAX = 256;

  /// Files of a contact's device, or for it, under way at once, each way.
  static final int LOANS_MAX = 4;

  /// Streams for files of one device that are open at once, whoever opened them and whatever came
  /// of what they were opened for: both ways, and some that are about to end.
  static final int STREAMS_MAX = 4 * LOANS_MAX;

  /// Bytes of pieces that wait for the network before the next is sealed.
  static final int PIECES_AHEAD_BYTES = 512 << 10;

  /// For the next piece of a file.
  static final Duration PIECE = Duration.ofSeconds(30);

  /// Envelopes that the other end may send at once, and a second after that.
  static final int BURST = 1_000;

  static final int PER_SECOND = 200;

  /// For a knock, and for the TLS handshake after it.
  static final Duration HANDSHAKE = Duration.ofSeconds(5);

  /// For the first frame.
  static final Duration HELLO = Duration.ofSeconds(10);

  /// For an acknowledgement; then the link is given up and the server takes over.
  static final Duration ACKNOWLEDGEMENT = Duration.ofSeconds(10);

  /// How long a silent link stays before its end is asked for a sign of life, and how long that has
  /// to come.
  static final Duration PING_EVERY = Duration.ofSeconds(20);

  static final Duration PING_PATIENCE = Duration.ofSeconds(10);

  /// How long an offer holds; renewed when half of it is over.
  static final Duration OFFER = Duration.ofHours(12);

  private LinkLimits() {}
}
