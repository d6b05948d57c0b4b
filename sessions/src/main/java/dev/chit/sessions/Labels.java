package dev.chit.sessions;

import dev.chit.core.Label;

/// What each derivation, signature and sealing of this module is for.
final class Labels {
  static final Label SIGNED_X25519 = new Label("chit/prekey-signed-x25519/v1");
  static final Label ONE_TIME_X25519 = new Label("chit/prekey-one-time-x25519/v1");
  static final Label ONE_TIME_KEM = new Label("chit/prekey-one-time-kem/v1");
  static final Label LAST_RESORT_KEM = new Label("chit/prekey-last-resort-kem/v1");
  static final Label START = new Label("chit/session-start/v1");
  static final Label TRANSCRIPT = new Label("chit/session-transcript/v1");
  static final Label ROOT = new Label("chit/session-root/v1");
  static final Label ROOT_HEALED = new Label("chit/session-root-healed/v1");
  static final Label CHAIN = new Label("chit/session-chain/v1");
  static final Label MESSAGE_KEY = new Label("chit/session-message-key/v1");
  static final Label ENVELOPE = new Label("chit/session-envelope/v1");

  static final Label GROUP_CHAIN = new Label("chit/group-chain/v1");
  static final Label GROUP_MESSAGE_KEY = new Label("chit/group-message-key/v1");
  static final Label GROUP_ENVELOPE = new Label("chit/group-envelope/v1");
  static final Label GROUP_SIGNATURE = new Label("chit/group-signature/v1");

  static final Label LINKING_PLACE = new Label("chit/linking-place/v1");
  static final Label LINKING_COMMITMENT = new Label("chit/linking-commitment/v1");
  static final Label LINKING_TRANSCRIPT = new Label("chit/linking-transcript/v1");
  static final Label LINKING_KEYS = new Label("chit/linking-keys/v1");
  static final Label LINKING_FRAME = new Label("chit/linking-frame/v1");

  private Labels() {}
}
