package dev.chit.client.people;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.Standing;
import dev.chit.client.group.GroupRows;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.StandingRow;
import dev.chit.client.state.v1.UnseenTalk;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.watch.Unseen;
import dev.chit.core.AccountId;
import java.sql.SQLException;

/// Whom this account talks with. Of a stranger some texts pass, as a request to talk, and what
/// belongs to money that has moved; a little more is held back until they are accepted.
public final class Consent {
  /// Strangers who may ask at a time.
  public static final int STRANGERS_MAX = 100;

  /// Texts that are kept of one stranger.
  public static final int TEXTS_MAX = 100;

  /// Bytes in those texts.
  public static final int TEXT_BYTES_MAX = 64 << 10;

  /// Other contents that are held back of one stranger.
  public static final int HELD_MAX = 16;

  /// Bytes in those contents.
  public static final int HELD_BYTES_MAX = 64 << 10;

  private Consent() {}

  /// What is done with a content.
  public enum Verdict {
    PASS,
    /// Keep it until the sender is accepted.
    HOLD,
    DROP
  }

  /// Whether this account accepted somebody, or sent them something; it is a contact of itself.
  public static boolean isContact(Tables tables, AccountId account) throws SQLException {
    return Standings.of(tables, account) == Standing.ACCEPTED || account.equals(tables.account());
  }

  public static Standing standing(Tables tables, AccountId account) throws SQLException {
    return Standings.of(tables, account);
  }

  // ── what arrives ──

  /// Judges something that arrived. Asked once for each content, since it counts what strangers
  /// send.
  public static Verdict of(Tables tables, Person sender, Content content) throws SQLException {
    if (sender.account().equals(tables.account())) {
      return ofOwnDevice(content);
    }
    if (content.hasGroup() && GroupRows.isOfMember(tables, sender, content.getGroup())) {
      return Verdict.PASS;
    }
    return switch (Standings.of(tables, sender.account())) {
      case ACCEPTED -> ofContact(tables, sender, content);
      case BLOCKED -> Verdict.DROP;
      case REFUSED -> passesOfEverybody(content) ? Verdict.PASS : Verdict.DROP;
      case STRANGER, ASKING -> ofStranger(tables, sender, content);
    };
  }

  /// Another device of this account, which speaks of what they share and says nothing to it.
  private static Verdict ofOwnDevice(Content content) {
    return switch (content.getKindCase()) {
      case OWN_COPY, DEVICES_CHANGED, FAREWELL, GROUP, RESEND -> Verdict.PASS;
      case TEXT,
          MEMO,
          REQUEST,
          REQUEST_ANSWER,
          REQUEST_REMINDER,
          REQUEST_WITHDRAWN,
          TALK_ANSWER,
          LINK_OFFER,
          FILE,
          READ_MARKS,
          DELIVERED_MARKS,
          EDIT,
          DELETION,
          DISAPPEAR_AFTER,
          HANDED_CHIT,
          KIND_NOT_SET ->
          Verdict.DROP;
    };
  }

  private static Verdict ofContact(Tables tables, Person sender, Content content)
      throws SQLException {
    if (content.hasText() && Standings.row(tables, sender.account()).getRefusedUs()) {
      Standings.note(tables, sender.account(), row -> row.setRefusedUs(false));
    }
    return Verdict.PASS;
  }

  /// A memo belongs to money, and who asks for a message again is to have what was meant for them.
  private static boolean passesOfEverybody(Content content) {
    return content.hasMemo() || content.hasResend();
  }

  private static Verdict ofStranger(Tables tables, Person sender, Content content)
      throws SQLException {
    return switch (content.getKindCase()) {
      case MEMO, RESEND -> Verdict.PASS;
      case TEXT -> text(tables, sender, content.getText().getTextBytes().size());
      case REQUEST,
          REQUEST_ANSWER,
          REQUEST_REMINDER,
          REQUEST_WITHDRAWN,
          LINK_OFFER,
          HANDED_CHIT,
          FILE,
          EDIT,
          DELETION,
          DISAPPEAR_AFTER ->
          hold(tables, sender, content.getSerializedSize());
      case GROUP ->
          content.getGroup().hasChanges() || content.getGroup().hasKey()
              ? hold(tables, sender, content.getSerializedSize())
              : Verdict.DROP;
      case DEVICES_CHANGED, FAREWELL ->
          GroupRows.shared(tables, sender.account()) ? Verdict.PASS : Verdict.DROP;
      case TALK_ANSWER, READ_MARKS, DELIVERED_MARKS, OWN_COPY, KIND_NOT_SET -> Verdict.DROP;
    };
  }

  private static Verdict text(Tables tables, Person sender, int bytes) throws SQLException {
    if (!admit(tables, sender.account())) {
      return Verdict.DROP;
    }
    StandingRow row = Standings.row(tables, sender.account());
    if (row.getTexts() >= TEXTS_MAX || row.getTextBytes() + bytes > TEXT_BYTES_MAX) {
      return drop(tables, sender);
    }
    Standings.note(
        tables,
        sender.account(),
        it -> it.setTexts(it.getTexts() + 1).setTextBytes(it.getTextBytes() + bytes));
    return Verdict.PASS;
  }

  private static Verdict hold(Tables tables, Person sender, int bytes) throws SQLException {
    if (!admit(tables, sender.account())) {
      return Verdict.DROP;
    }
    StandingRow row = Standings.row(tables, sender.account());
    if (row.getHeld() >= HELD_MAX || row.getHeldBytes() + bytes > HELD_BYTES_MAX) {
      return drop(tables, sender);
    }
    if (row.getHeld() == 0 && row.getTexts() == 0) {
      // Nothing of it is shown, but that somebody asks is.
      Unseen.add(tables, unseen(sender.account()));
    }
    Standings.note(
        tables,
        sender.account(),
        it -> it.setHeld(it.getHeld() + 1).setHeldBytes(it.getHeldBytes() + bytes));
    return Verdict.HOLD;
  }

  static UnseenTalk.Builder unseen(AccountId account) {
    return UnseenTalk.newBuilder().setAccount(ByteString.copyFrom(account.bytes()));
  }

  /// False if too many others ask already, which is told once until somebody is answered.
  private static boolean admit(Tables tables, AccountId stranger) throws SQLException {
    if (Standings.of(tables, stranger) == Standing.ASKING) {
      return true;
    }
    if (Standings.count(tables, Standing.ASKING) < STRANGERS_MAX) {
      Standings.set(tables, stranger, Standing.ASKING);
      return true;
    }
    if (Standings.crowdedOut(tables) == 1) {
      Unseen.warn(
          tables,
          "too-many-strangers",
          STRANGERS_MAX
              + " strangers ask to talk; what others send is dropped until you accept, refuse or"
              + " block some.");
    }
    return false;
  }

  private static Verdict drop(Tables tables, Person stranger) throws SQLException {
    if (Standings.row(tables, stranger.account()).getDropped() == 0) {
      Unseen.warn(
          tables,
          "stranger-dropped",
          stranger.name()
              + " asks to talk and sends more than is kept of strangers; the rest is dropped.");
    }
    Standings.note(tables, stranger.account(), it -> it.setDropped(it.getDropped() + 1));
    return Verdict.DROP;
  }

  /// Tells that something of somebody's could not be read; of a stranger not more than that there
  /// is too much.
  public static void unreadable(Tables tables, Person sender, String why) throws SQLException {
    switch (Standings.of(tables, sender.account())) {
      case ACCEPTED ->
          Unseen.warn(
              tables,
              "message-lost",
              "A message from " + sender.name() + " was dropped: " + why + ".");
      case STRANGER, ASKING -> {
        if (admit(tables, sender.account())) {
          var _ = drop(tables, sender);
        }
      }
      case REFUSED, BLOCKED -> {}
    }
  }

  // ── answering ──

  /// Makes somebody a contact. What is held back of them is to be applied now.
  ///
  /// @return false if they were one already
  /// @throws ChitRefusedException `blocked`
  public static boolean accept(Tables tables, Person person)
      throws SQLException, ChitRefusedException {
    return switch (Standings.of(tables, person.account())) {
      case ACCEPTED -> false;
      case BLOCKED ->
          throw new ChitRefusedException(
              "blocked", "You have blocked " + person.name() + ": unblock them first.");
      case STRANGER, ASKING, REFUSED -> {
        Standings.set(tables, person.account(), Standing.ACCEPTED);
        yield true;
      }
    };
  }

  /// @return false if they were refused already
  /// @throws ChitRefusedException `no-talk-request`
  static boolean refuse(Tables tables, Person person) throws SQLException, ChitRefusedException {
    return switch (Standings.of(tables, person.account())) {
      case ASKING -> {
        part(tables, person, Standing.REFUSED);
        yield true;
      }
      case REFUSED -> false;
      case STRANGER, ACCEPTED, BLOCKED ->
          throw new ChitRefusedException(
              "no-talk-request", person.name() + " does not ask to talk.");
    };
  }

  public static void block(Tables tables, Person person) throws SQLException {
    part(tables, person, Standing.BLOCKED);
  }

  /// @throws ChitRefusedException `not-blocked`
  static void unblock(Tables tables, Person person) throws SQLException, ChitRefusedException {
    if (Standings.of(tables, person.account()) != Standing.BLOCKED) {
      throw new ChitRefusedException("not-blocked", person.name() + " is not blocked.");
    }
    Standings.set(tables, person.account(), Standing.STRANGER);
  }

  private static void part(Tables tables, Person person, Standing to) throws SQLException {
    Standings.set(tables, person.account(), to);
    tables.held.removeTagged(person.account().bytes());
  }
}
