package dev.chit.client;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/// Days of a calendar.
///
/// @param from the first, empty for the beginning of time
/// @param to the last, empty for its end
/// @param zone in which days begin and end
public record Period(Optional<LocalDate> from, Optional<LocalDate> to, ZoneId zone) {
  public Period {
    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
      throw new IllegalArgumentException(
          "A period cannot end on " + to.get() + " before it begins on " + from.get() + ".");
    }
  }

  /// The day in which an instant lies.
  public LocalDate dateOf(Instant at) {
    return LocalDate.ofInstant(at, zone);
  }

  /// Whether the day comes before the first one.
  public boolean isBefore(LocalDate date) {
    return from.isPresent() && date.isBefore(from.get());
  }

  /// Whether the day comes after the last one.
  public boolean isAfter(LocalDate date) {
    return to.isPresent() && date.isAfter(to.get());
  }
}
