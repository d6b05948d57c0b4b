package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A time to come, as a person types it: `30d`, `12h`, `45m`, `2w`, a date (its last second, where
/// this machine is), or an instant such as `2027-01-31T12:00:00Z`.
final class Moment {
  private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})([mhdw])");

  private Moment() {}

  static Optional<Instant> parse(@Nullable String text, Instant now) {
    return text == null ? Optional.empty() : Optional.of(read(text, now));
  }

  private static Instant read(String text, Instant now) {
    try {
      Instant moment = moment(text, now);
      if (!moment.isAfter(now)) {
        throw CommandFailure.unusable("wrong-time", "“" + text + "” is over already.");
      }
      return moment;
    } catch (DateTimeException e) {
      throw CommandFailure.unusable(
          "wrong-time", "“" + text + "” is not a time: write it like 30d, 12h or 2027-01-31.");
    }
  }

  private static Instant moment(String text, Instant now) {
    Matcher span = SPAN.matcher(text);
    if (span.matches()) {
      long number = Long.parseLong(span.group(1));
      return now.plus(
          switch (span.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
          });
    }
    return text.contains("T")
        ? Instant.parse(text)
        : LocalDate.parse(text)
            .plusDays(1)
            .atStartOfDay(ZoneId.systemDefault())
            .toInstant()
            .minusSeconds(1);
  }
}
