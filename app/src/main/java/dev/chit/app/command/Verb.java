package dev.chit.app.command;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Every word that can follow `chit`, with the line that explains it.
public enum Verb {
  REGISTER("register", Group.ACCOUNT, Place.PROFILE, "open an account on a server"),
  LOGIN("login", Group.ACCOUNT, Place.PROFILE, "connect with the account of this profile"),
  WHOAMI("whoami", Group.ACCOUNT, Place.PROFILE, "show who this profile is"),
  LIST("list", Group.ACCOUNT, Place.PROFILE, "show the balance and who is online"),
  BACKUP("backup", Group.ACCOUNT, Place.PROFILE, "write the whole profile to one file"),
  RESTORE("restore", Group.ACCOUNT, Place.HERE, "make a profile of a backup"),
  DEVICE("device", Group.ACCOUNT, Place.PROFILE, "use the account on several machines"),
  DEVICES("devices", Group.ACCOUNT, Place.PROFILE, "list the account's devices"),
  RENAME_DEVICE(
      "rename-device", Group.ACCOUNT, Place.PROFILE, "say how you call one of the devices"),
  ACCOUNT("account", Group.ACCOUNT, Place.PROFILE, "end the account, for ever"),
  FIND("find", Group.PEOPLE, Place.PROFILE, "look somebody up and verify their key"),
  INVITE("invite", Group.PEOPLE, Place.PROFILE, "ask somebody to talk"),
  FRIENDS("friends", Group.PEOPLE, Place.PROFILE, "list your contacts, and who asks to talk"),
  ACCEPT("accept", Group.PEOPLE, Place.PROFILE, "talk with who asks to, or pay what they ask for"),
  REFUSE("refuse", Group.PEOPLE, Place.PROFILE, "tell who asks to talk, or for money, no"),
  BLOCK("block", Group.PEOPLE, Place.PROFILE, "drop whatever somebody sends"),
  UNBLOCK("unblock", Group.PEOPLE, Place.PROFILE, "hear somebody again"),
  STATUS("status", Group.PEOPLE, Place.PROFILE, "say who may see that you are online"),
  MSG("msg", Group.TALK, Place.PROFILE, "send a message"),
  CHAT("chat", Group.TALK, Place.PROFILE, "talk with somebody, line by line"),
  HISTORY("history", Group.TALK, Place.PROFILE, "show what was said with somebody"),
  GROUP("group", Group.TALK, Place.PROFILE, "make groups, and say who is in them"),
  SEARCH("search", Group.TALK, Place.PROFILE, "find messages by words"),
  EXPORT("export", Group.TALK, Place.PROFILE, "write a conversation to a file"),
  FORGET("forget", Group.TALK, Place.PROFILE, "remove a conversation from this profile"),
  DISAPPEAR("disappear", Group.TALK, Place.PROFILE, "have messages disappear after reading"),
  EDIT("edit", Group.TALK, Place.PROFILE, "change a message of yours"),
  UNSEND("unsend", Group.TALK, Place.PROFILE, "take a message of yours back"),
  WATCH("watch", Group.TALK, Place.PROFILE, "print messages and payments as they arrive"),
  LINK("link", Group.TALK, Place.PROFILE, "connect directly with contacts, without the server"),
  SEND("send", Group.TALK, Place.PROFILE, "send files of any size"),
  SAVE("save", Group.TALK, Place.PROFILE, "save files that somebody sent"),
  FILES("files", Group.TALK, Place.PROFILE, "list files that were sent"),
  BALANCE("balance", Group.MONEY, Place.PROFILE, "show the balance"),
  PAY("pay", Group.MONEY, Place.PROFILE, "pay somebody"),
  REQUEST("request", Group.MONEY, Place.PROFILE, "ask somebody for money"),
  SPLIT("split", Group.MONEY, Place.PROFILE, "ask several people for their share of a sum"),
  REQUESTS("requests", Group.MONEY, Place.PROFILE, "list requests for money, and who has paid"),
  REMIND("remind", Group.MONEY, Place.PROFILE, "remind somebody of a request"),
  WITHDRAW("withdraw", Group.MONEY, Place.PROFILE, "take a request back"),
  DRAW("draw", Group.MONEY, Place.PROFILE, "sign a chit to hand over, without paying it yet"),
  HAND("hand", Group.MONEY, Place.PROFILE, "hand a chit to somebody, with or without a server"),
  REDEEM("redeem", Group.MONEY, Place.PROFILE, "have a chit paid that somebody handed over"),
  CERTIFY("certify", Group.MONEY, Place.PROFILE, "have the ledger promise to pay a chit"),
  CANCEL("cancel", Group.MONEY, Place.PROFILE, "give up a chit that was certified for you"),
  REVOKE("revoke", Group.MONEY, Place.PROFILE, "make a chit that you drew worthless"),
  REFUND("refund", Group.MONEY, Place.PROFILE, "give back what you were paid"),
  CHITS("chits", Group.MONEY, Place.PROFILE, "list chits that were drawn here or came here"),
  QR("qr", Group.MONEY, Place.PROFILE, "show your payment address as a QR code"),
  RECEIPTS("receipts", Group.MONEY, Place.PROFILE, "list payments, each checked against the log"),
  STATEMENT(
      "statement",
      Group.MONEY,
      Place.PROFILE,
      "list all that moved this account's units, for a person or for bookkeeping"),
  VERIFY(
      "verify",
      Group.PROOF,
      Place.PROFILE_IF_NAMED,
      "check receipts and chits without a server, or compare a safety number"),
  LOG("log", Group.PROOF, Place.PROFILE, "show what was seen of the server's log"),
  SERVER("server", Group.OPERATOR, Place.HERE, "run a server"),
  ADMIN(
      "admin",
      Group.OPERATOR,
      Place.HERE,
      "issue, retire, invite, freeze, back up, look after a server"),
  WITNESS("witness", Group.OPERATOR, Place.HERE, "sign other servers' logs while they only grow"),
  AUDIT("audit", Group.OPERATOR, Place.EITHER, "re-derive every balance from the log"),
  SHELL("shell", Group.OTHER, Place.HERE, "open the shell, as chit alone does"),
  TUI("tui", Group.OTHER, Place.HERE, "conversations and wallet on the whole terminal"),
  WEB("web", Group.OTHER, Place.PROFILE, "open conversations and wallet in the browser"),
  AGENT("agent", Group.OTHER, Place.HERE, "hold a profile open for other commands"),
  DOCTOR("doctor", Group.OTHER, Place.PROFILE, "look what is wrong here, and what to do"),
  BENCH("bench", Group.OTHER, Place.HERE, "measure a server under load, or against a peer"),
  DEMO("demo", Group.OTHER, Place.HERE, "a server and two members, from registering to the audit"),
  COMPLETION(
      "completion", Group.OTHER, Place.HERE, "print a completion script for bash, zsh or fish"),
  HELP("help", Group.OTHER, Place.HERE, "list the commands, or explain one");

  /// The headings of the overview.
  enum Group {
    ACCOUNT("account"),
    PEOPLE("people"),
    TALK("talk"),
    MONEY("money"),
    PROOF("proof"),
    OPERATOR("operator"),
    OTHER("also");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }

    String heading() {
      return heading;
    }
  }

  /// Where a command does its work.
  public enum Place {
    /// In the process that owns the profile: through its socket if there is one.
    PROFILE,
    /// As [#PROFILE] if `--home` names one, else in the process that was started.
    PROFILE_IF_NAMED,
    /// In the process that was started.
    HERE,
    /// In the process that was started, unless it needs a profile that another process owns.
    EITHER
  }

  private final String word;
  private final Group group;
  private final Place place;
  private final String summary;

  Verb(String word, Group group, Place place, String summary) {
    this.word = word;
    this.group = group;
    this.place = place;
    this.summary = summary;
  }

  public String word() {
    return word;
  }

  public Place place() {
    return place;
  }

  /// Whether it can be shortened: all but five, for `li` and `lo` are the older programs' words for
  /// listing and logging in, `di` for disconnecting, `q` for leaving, and `ac` is accepting.
  boolean isShortenable() {
    return this != LINK && this != LOG && this != DISAPPEAR && this != QR && this != ACCOUNT;
  }

  Group group() {
    return group;
  }

  String summary() {
    return summary;
  }

  /// The verbs that a typed word can mean: itself, or all that begin with it, in any case.
  static List<Verb> matching(String typed) {
    String folded = typed.toLowerCase(Locale.ROOT);
    for (Verb verb : values()) {
      if (verb.word.equals(folded)) {
        return List.of(verb);
      }
    }
    return Stream.of(values())
        .filter(verb -> verb.isShortenable() && verb.word.startsWith(folded))
        .toList();
  }
}
