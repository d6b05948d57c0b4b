package dev.chit.doors;

import dev.chit.doors.hall.Hall;
import dev.chit.doors.hall.Listening;
import dev.chit.doors.mailbox.Mailbox;
import dev.chit.doors.micropay2018.Micropay2018;
import dev.chit.doors.micropay2019.Micropay2019;
import dev.chit.doors.micropay2024.Micropay2024;
import dev.chit.doors.onechat.Onechat;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The dialects that there are doors for.
public enum Dialect {
  MICROPAY_2018(
      Micropay2018.NAME,
      "whoever has its client certificate can log in under any name, and take money from those who"
          + " have just left",
      true),
  MICROPAY_2019(
      Micropay2019.NAME,
      "whoever has its client certificate can log in under any name, and pay from it",
      true),
  MICROPAY_2024(
      Micropay2024.NAME,
      "anybody who reaches it can log in under any name, and take money from those who are in",
      true),
  ONECHAT(
      Onechat.NAME,
      "it sees who talks with whom and when, and gives its users each other's keys",
      false),
  MAILBOX(
      Mailbox.NAME,
      "whoever knows an id, and everybody is told all ids, can fetch and send in its name",
      false);

  private final String text;
  private final String weakness;
  private final boolean hasClientKeys;

  Dialect(String text, String weakness, boolean hasClientKeys) {
    this.text = text;
    this.weakness = weakness;
    this.hasClientKeys = hasClientKeys;
  }

  public static Optional<Dialect> named(String text) {
    return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
  }

  /// Of those whose clients are given certificates, with commas.
  public static String namesWithKeys() {
    return Arrays.stream(values())
        .filter(Dialect::hasClientKeys)
        .map(Dialect::text)
        .collect(Collectors.joining(", "));
  }

  /// As on the command line: `micropay-2018`.
  public String text() {
    return text;
  }

  /// What this door cannot protect, as the end of a sentence.
  public String weakness() {
    return weakness;
  }

  /// Whether its clients are given certificates of their own.
  public boolean hasClientKeys() {
    return hasClientKeys;
  }

  Listening open(InetSocketAddress address, Hall hall) throws IOException {
    return switch (this) {
      case MICROPAY_2018 -> Micropay2018.open(address, hall);
      case MICROPAY_2019 -> Micropay2019.open(address, hall);
      case MICROPAY_2024 -> Micropay2024.open(address, hall);
      case MAILBOX -> Mailbox.open(address, hall);
      case ONECHAT -> Onechat.open(address, hall);
    };
  }
}
