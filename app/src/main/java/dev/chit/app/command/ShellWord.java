package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The words of the shell: the commands that work on a profile, and its own.
enum ShellWord {
  CONNECT("connect", "connect to a server: connect HOST:PORT#FINGERPRINT"),
  REGISTER(Verb.REGISTER),
  LOGIN(Verb.LOGIN),
  WHOAMI(Verb.WHOAMI),
  LIST(Verb.LIST),
  BACKUP(Verb.BACKUP),
  DOCTOR(Verb.DOCTOR),
  DEVICE(Verb.DEVICE),
  DEVICES(Verb.DEVICES),
  FIND(Verb.FIND),
  INVITE(Verb.INVITE),
  FRIENDS(Verb.FRIENDS),
  ACCEPT(Verb.ACCEPT),
  REFUSE(Verb.REFUSE),
  BLOCK(Verb.BLOCK),
  UNBLOCK(Verb.UNBLOCK),
  STATUS(Verb.STATUS),
  MSG(Verb.MSG),
  CHAT(Verb.CHAT),
  HISTORY(Verb.HISTORY),
  GROUP(Verb.GROUP),
  LINK(Verb.LINK),
  SEND(Verb.SEND),
  SAVE(Verb.SAVE),
  FILES(Verb.FILES),
  SEARCH(Verb.SEARCH),
  EXPORT(Verb.EXPORT),
  FORGET(Verb.FORGET),
  DISAPPEAR(Verb.DISAPPEAR),
  EDIT(Verb.EDIT),
  UNSEND(Verb.UNSEND),
  BALANCE(Verb.BALANCE),
  PAY(Verb.PAY),
  REQUEST(Verb.REQUEST),
  SPLIT(Verb.SPLIT),
  REQUESTS(Verb.REQUESTS),
  REMIND(Verb.REMIND),
  WITHDRAW(Verb.WITHDRAW),
  DRAW(Verb.DRAW),
  HAND(Verb.HAND),
  REDEEM(Verb.REDEEM),
  CERTIFY(Verb.CERTIFY),
  CANCEL(Verb.CANCEL),
  REVOKE(Verb.REVOKE),
  REFUND(Verb.REFUND),
  CHITS(Verb.CHITS),
  QR(Verb.QR),
  RECEIPTS(Verb.RECEIPTS),
  STATEMENT(Verb.STATEMENT),
  VERIFY(Verb.VERIFY),
  LOG(Verb.LOG),
  AUDIT(Verb.AUDIT),
  DISCONNECT("disconnect", "close the connection and the profile"),
  HELP(Verb.HELP),
  QUIT("quit", "leave (Ctrl-D does as well)");

  private final String word;
  private final String summary;
  private final Verb verb;

  ShellWord(Verb verb) {
    this.word = verb.word();
    this.summary = verb.summary();
    this.verb = verb;
  }

  ShellWord(String word, String summary) {
    this.word = word;
    this.summary = summary;
    this.verb = Verb.SHELL;
  }

  String word() {
    return word;
  }

  String summary() {
    return summary;
  }

  /// The command that it is; [Verb#SHELL] for the shell's own words.
  Verb verb() {
    return verb;
  }

  /// The word that was meant, in any case and as short as is unambiguous.
  ///
  /// @throws CommandFailure if it means none, or several
  static ShellWord parse(String typed) {
    String folded = typed.toLowerCase(Locale.ROOT);
    for (ShellWord exact : values()) {
      if (exact.word.equals(folded)) {
        return exact;
      }
    }
    List<ShellWord> found =
        Stream.of(values())
            .filter(w -> w.verb.isShortenable() && w.word.startsWith(folded))
            .toList();
    if (found.isEmpty()) {
      throw CommandFailure.usage("“" + typed + "” is not a command; help lists them.");
    }
    if (found.size() > 1) {
      List<String> all = found.stream().map(ShellWord::word).toList();
      throw CommandFailure.usage(
          "“" + typed + "” can mean " + String.join(", ", all) + ": type a little more.");
    }
    return found.getFirst();
  }
}
