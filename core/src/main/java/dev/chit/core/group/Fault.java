package dev.chit.core.group;

/// Why a change is not taken.
public enum Fault {
  NOT_MEMBER("not-a-member", "Only members change a group."),
  NOT_ADMIN("not-admin", "Only an admin of the group may do this."),
  SENIOR("senior-admin", "An admin may be removed only by those who were admins before."),
  ALREADY_MEMBER("already-member", "Somebody named is in the group already."),
  NO_SUCH_MEMBER("no-such-member", "Somebody named is not in the group."),
  FULL("group-full", "A group has at most 1,000 members."),
  LAST_ADMIN("last-admin", "The last admin stays one, or leaves."),
  NO_CHANGE("no-change", "This is so already."),
  WORN_OUT("group-worn-out", "This group has changed too often; make another."),
  OUT_OF_PLACE("out-of-place", "The change does not follow one of this group.");

  private final String code;
  private final String message;

  Fault(String code, String message) {
    this.code = code;
    this.message = message;
  }

  /// Stable, for programs.
  public String code() {
    return code;
  }

  /// One sentence for a person.
  public String message() {
    return message;
  }
}
