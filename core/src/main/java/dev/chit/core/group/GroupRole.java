package dev.chit.core.group;

/// What a member may do.
public enum GroupRole {
  /// Talk and leave.
  MEMBER,
  /// Besides: add people, rename the group, make members admins, and take both from those who
  /// became admins later.
  ADMIN
}
