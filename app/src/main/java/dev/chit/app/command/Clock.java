package dev.chit.app.command;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times as a person reads them, in the zone of this machine.
final class Clock {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  private Clock() {}

  static String time(Instant at) {
    return FORM.format(at);
  }
}
