package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.SharedFile;
import dev.chit.core.AccountName;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Which files a person means: by who sent them, or by the first digits of an id.
final class FileChoice {
  private static final String DIGITS = "[0-9a-f]{4,32}";

  private FileChoice() {}

  /// What somebody sent, or was sent to a group, and was not saved yet, or the one file that was
  /// sent to this account.
  static List<SharedFile> toSave(ChitClient client, String meant) throws Exception {
    List<SharedFile> offered = offeredBy(client, meant);
    if (!offered.isEmpty()) {
      return offered.reversed();
    }
    SharedFile one = one(client, meant);
    if (one.outgoing()) {
      throw CommandFailure.refused("wrong-file", "That is a file of your own.");
    }
    return List.of(one);
  }

  private static List<SharedFile> offeredBy(ChitClient client, String meant) throws Exception {
    if (Correspondent.isGroup(meant)) {
      return client.files().offeredIn(client.groups().find(meant).id());
    }
    try {
      return client.files().offeredBy(new AccountName(meant));
    } catch (IllegalArgumentException noName) {
      return List.of();
    }
  }

  /// The one file that is meant.
  static SharedFile one(ChitClient client, String meant) throws Exception {
    String digits = meant.toLowerCase(Locale.ROOT);
    List<SharedFile> found = digits.matches(DIGITS) ? client.files().matching(digits) : List.of();
    if (found.isEmpty()) {
      throw CommandFailure.refused(
          "unknown-file", "There is no file “" + meant + "” to be saved: see chit files.");
    }
    if (found.size() > 1) {
      throw CommandFailure.usage(
          "“"
              + meant
              + "” can mean several files: say which, "
              + found.stream().map(FileView::digits).collect(Collectors.joining(", "))
              + ".");
    }
    return found.getFirst();
  }
}
