package dev.chit.app.command;

import dev.chit.app.console.Caller;
import dev.chit.app.tui.Session;
import dev.chit.app.tui.Word;
import dev.chit.client.ChitClient;
import dev.chit.client.Group;
import dev.chit.core.AccountName;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The shell's profile and words, as the full-screen view uses them.
final class TuiSession implements Session {
  /// What somebody's name follows.
  private static final Set<ShellWord> NAME_SOMEBODY =
      EnumSet.of(
          ShellWord.FIND,
          ShellWord.ACCEPT,
          ShellWord.REFUSE,
          ShellWord.BLOCK,
          ShellWord.UNBLOCK,
          ShellWord.MSG,
          ShellWord.CHAT,
          ShellWord.HISTORY,
          ShellWord.SEND,
          ShellWord.SAVE,
          ShellWord.FILES,
          ShellWord.EXPORT,
          ShellWord.FORGET,
          ShellWord.DISAPPEAR,
          ShellWord.PAY,
          ShellWord.REQUEST,
          ShellWord.SPLIT,
          ShellWord.DRAW,
          ShellWord.HAND,
          ShellWord.VERIFY);

  private final ShellProfile profile;
  private final List<String> launchedWith;

  TuiSession(ShellProfile profile, List<String> launchedWith) {
    this.profile = profile;
    this.launchedWith = launchedWith;
  }

  @Override
  public Optional<ChitClient> client() {
    return profile.client();
  }

  @Override
  public List<Word> words() {
    return Stream.of(ShellWord.values())
        .map(it -> new Word(it.word(), it.summary(), NAME_SOMEBODY.contains(it)))
        .toList();
  }

  @Override
  public void command(String line, Caller caller, Acts acts) {
    new ShellLine(launchedWith, profile, new InView(acts)).run(line, caller);
  }

  @Override
  public String why(Exception problem) {
    return Failures.of(problem).sentence();
  }

  private record InView(Acts acts) implements ShellLine.Around {
    @Override
    public void quit() {
      acts.quit();
    }

    @Override
    public void chat(Correspondent with) {
      switch (with) {
        case Correspondent.Somebody(AccountName name) -> acts.person(name);
        case Correspondent.Everybody(Group group) ->
            acts.group(group.id(), group.name().toString());
      }
    }
  }
}
