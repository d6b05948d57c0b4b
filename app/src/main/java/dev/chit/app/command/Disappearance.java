package dev.chit.app.command;

import com.google.gson.JsonObject;
import dev.chit.app.console.Clean;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.Groups;
import dev.chit.client.Incoming;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// After what time messages disappear, as it is typed and as it is said.
final class Disappearance {
  private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})([smhdw])");
  private static final int DAYS_A_WEEK = 7;

  private Disappearance() {}

  /// Zero for never.
  static Duration parse(String text) {
    String typed = text.toLowerCase(Locale.ROOT);
    if (typed.equals("off")) {
      return Duration.ZERO;
    }
    Matcher span = SPAN.matcher(typed);
    if (!span.matches()) {
      throw CommandFailure.unusable(
          "wrong-time", "“" + text + "” is not a time: write it like 30s, 5m, 1h, 1d, 4w, or off.");
    }
    long number = Long.parseLong(span.group(1));
    return switch (span.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofDays(DAYS_A_WEEK * number);
    };
  }

  /// As it is typed, in the greatest unit that fits.
  static String text(Duration after) {
    long seconds = after.toSeconds();
    if (seconds == 0) {
      return "off";
    }
    if (seconds % Duration.ofDays(DAYS_A_WEEK).toSeconds() == 0) {
      return after.toDays() / DAYS_A_WEEK + "w";
    }
    if (seconds % Duration.ofDays(1).toSeconds() == 0) {
      return after.toDays() + "d";
    }
    if (seconds % Duration.ofHours(1).toSeconds() == 0) {
      return after.toHours() + "h";
    }
    return seconds % Duration.ofMinutes(1).toSeconds() == 0
        ? after.toMinutes() + "m"
        : seconds + "s";
  }

  /// What somebody did, as a line of the conversation.
  static String line(String by, Duration after) {
    return Clean.line(by)
        + (after.isZero()
            ? " has messages stay from now on"
            : " has messages disappear " + text(after) + " after they are read");
  }

  static String line(Incoming.DisappearAfter change) {
    String where = change.group().map(group -> Groups.PREFIX + Clean.line(group) + " ").orElse("");
    return "  (" + where + line(change.by(), change.after()) + ")";
  }

  static void json(Incoming.DisappearAfter change, JsonObject json) {
    json.addProperty("type", "disappear");
    json.addProperty("by", change.by());
    json.addProperty("account", change.account().toString());
    change.group().ifPresent(group -> json.addProperty("group", group));
    json.addProperty("seconds", change.after().toSeconds());
  }
}
