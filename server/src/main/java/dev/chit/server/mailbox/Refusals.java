package dev.chit.server.mailbox;

import dev.chit.wire.Refusal;

final class Refusals {
  static final Refusal BUSY =
      new Refusal("busy", "The server has too much to do; try again in a moment.");
  static final Refusal MAILBOX_FULL =
      new Refusal("quota", "The recipient's mailbox is full; try again when it has been read.");

  private Refusals() {}
}
