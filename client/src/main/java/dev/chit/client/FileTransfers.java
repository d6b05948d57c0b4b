package dev.chit.client;

import dev.chit.client.people.Person;
import dev.chit.core.AccountName;
import dev.chit.core.ConversationId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Files of any size, sealed on the way: the server keeps pieces that it cannot read. Several may
/// be under way at a time, each asked for by a thread of its own.
///
/// ```java
/// alice.files().send(new AccountName("bob"), Path.of("holiday.mp4"), FileProgress.NONE);
/// SharedFile file = bob.files().offeredBy(new AccountName("alice")).getFirst();
/// bob.files().save(file, Path.of("."), FileProgress.NONE);
/// ```
public final class FileTransfers {
  /// Files in one page.
  public static final int LIST_MAX = 500;

  private final Engine engine;
  private final Duration patience;

  FileTransfers(Engine engine, Duration patience) {
    this.engine = engine;
    this.patience = patience;
  }

  /// Seals a file on its way to the server and tells somebody of it. When a connection breaks it
  /// goes on at the next; when this process ends, sending the same file again does. The recipient
  /// hears of it once all of it is there.
  ///
  /// @throws UsageException `no-file`, `not-a-file`, `cannot-read`; `file-changed` while it was
  ///   sent; `under-way` if another thread sends it
  /// @throws ChitRefusedException `too-large`, `quota` or `server-full`; `blocked`;
  ///   `message-refused` if the message about it is not taken
  public SentFile send(AccountName to, Path file, FileProgress progress)
      throws ChitException, InterruptedException {
    Person person = engine.person(to);
    SentFile sent = engine.fileDesk.send(person, file, progress, patience);
    if (sent.state() == MessageState.REFUSED) {
      throw new ChitRefusedException(
          "message-refused",
          "The server has the file, but will not take the message about it for "
              + person.name()
              + ".");
    }
    return sent;
  }

  /// As [#send(AccountName, Path, FileProgress)], to a group that this account is in: it is left
  /// with the server once, and every other member is told.
  ///
  /// @throws ChitRefusedException also `unknown-group`
  public SentFile send(ConversationId group, Path file, FileProgress progress)
      throws ChitException, InterruptedException {
    new Groups(engine, patience).prepare(group);
    SentFile sent = engine.fileDesk.send(group, file, progress, patience);
    if (sent.state() == MessageState.REFUSED) {
      throw new ChitRefusedException(
          "message-refused",
          "The server has the file, but the message about it reaches none of the group's other"
              + " members.");
    }
    return sent;
  }

  /// Saves a file that somebody sent. It appears in the folder when all of it is here and every
  /// piece was checked; until then it is hidden there, and saving again goes on with it. If there
  /// is a file of its name, it gets another.
  ///
  /// @throws UsageException `bad-directory`, `disk-full`, `cannot-write`, `wrong-file` if it is
  ///   one's own
  /// @throws ChitRefusedException `unknown-blob` if the server has it no longer
  /// @throws NotTrustedException `bad-file` if what came is not what was sent
  public SharedFile save(SharedFile file, Path directory, FileProgress progress)
      throws ChitException, InterruptedException {
    if (file.outgoing()) {
      throw new UsageException("wrong-file", "That is a file of your own.");
    }
    return engine.fileDesk.save(file, directory, progress);
  }

  /// Says that a person was shown the offers of these files. Those that disappear do so from then
  /// on, as texts do; saving a file says it as well.
  public void shown(List<SharedFile> files) throws ChitException, InterruptedException {
    engine.fileDesk.seen(files);
  }

  /// Forgets a file; one that this account sent is deleted at the server too.
  public void delete(SharedFile file) throws ChitException, InterruptedException {
    engine.fileDesk.delete(file);
  }

  /// Files of and to this account, newest first, those before a position. Needs no connection.
  ///
  /// @param with whose, or everybody's
  /// @param limit 1 to [#LIST_MAX]
  /// @param before a [SharedFile#position]; empty for the newest
  public List<SharedFile> list(Optional<AccountName> with, int limit, Optional<Long> before)
      throws ChitException, InterruptedException {
    ChitClient.checkLimit(limit, LIST_MAX);
    engine.catchUp();
    if (with.isEmpty()) {
      return engine.fileList.newest(limit, before.orElse(Long.MAX_VALUE));
    }
    Optional<Person> person = engine.people.known(with.get());
    return person.isEmpty()
        ? List.of()
        : engine.fileList.with(person.get(), limit, before.orElse(Long.MAX_VALUE));
  }

  /// Files that were sent to a group, newest first, those before a position. Needs no connection.
  ///
  /// @param limit 1 to [#LIST_MAX]
  public List<SharedFile> list(ConversationId group, int limit, Optional<Long> before)
      throws ChitException, InterruptedException {
    ChitClient.checkLimit(limit, LIST_MAX);
    engine.catchUp();
    return engine.fileList.in(group, limit, before.orElse(Long.MAX_VALUE));
  }

  /// What others sent to a group and was not saved here yet; newest first.
  public List<SharedFile> offeredIn(ConversationId group)
      throws ChitException, InterruptedException {
    return list(group, LIST_MAX, Optional.empty()).stream()
        .filter(file -> file.state() == FileState.OFFERED)
        .toList();
  }

  /// What somebody sent and was not saved here yet; newest first.
  public List<SharedFile> offeredBy(AccountName person) throws ChitException, InterruptedException {
    return list(Optional.of(person), LIST_MAX, Optional.empty()).stream()
        .filter(file -> file.state() == FileState.OFFERED)
        .toList();
  }

  /// Those of the newest whose id begins with these hexadecimal digits.
  public List<SharedFile> matching(String digits) throws ChitException, InterruptedException {
    return list(Optional.empty(), LIST_MAX, Optional.empty()).stream()
        .filter(file -> file.id().toString().startsWith(digits))
        .toList();
  }
}
