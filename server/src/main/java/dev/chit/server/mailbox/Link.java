package dev.chit.server.mailbox;

/// A recipient's connection, as its mailbox sees it. Called from any thread; must not block.
public interface Link {
  /// There may be something to take: see [Mailboxes.Attachment#take].
  void wake();

  /// Another connection of the same device has taken the mailbox over.
  void replaced();

  /// It acknowledges nothing, or the mailbox cannot be read: the connection should be closed.
  void stuck();

  /// Runs `task` after a while, unless the connection is closed by then.
  void later(Runnable task, long millis);
}
