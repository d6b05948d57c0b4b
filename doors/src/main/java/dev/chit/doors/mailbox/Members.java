package dev.chit.doors.mailbox;

import dev.chit.core.AccountId;
import dev.chit.core.ClearText;
import dev.chit.core.MessageId;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Rejection;
import dev.chit.doors.hall.Hall;
import dev.chit.server.presence.Presence;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// Members with keys of their own, as clients of this dialect see them. The door agrees on a key
/// with the client in their place, opens what the client says, and hands it on in the clear; files
/// it does not take for them.
final class Members {
  /// So many are listed behind the clients: first those whom the client has written with.
  static final int LISTED_MAX = 200;

  private final Post post;
  private final Hall hall;
  private final MemberBook book;
  private final Letters letters;
  private final StandIn standIn;
  private final SecureRandom random = new SecureRandom();

  Members(Post post, Hall hall, MemberBook book, Letters letters) throws SQLException {
    this.post = post;
    this.hall = hall;
    this.book = book;
    this.letters = letters;
    this.standIn = book.standIn();
  }

  /// `(account id 16 · name 255)` each: those whom the client has written with, and those online
  /// whom it may see.
  byte[] listed(byte[] client) throws SQLException {
    Map<AccountId, String> listed = new LinkedHashMap<>();
    for (MemberBook.Bond bond : book.bonds(client)) {
      listed.put(AccountId.of(bond.member()), bond.name());
    }
    for (Presence.Change one : hall.guests().online(AccountId.of(client))) {
      if (hall.guests().find(one.account()).isEmpty()) {
        listed.putIfAbsent(one.account(), one.name());
      }
    }
    int count = Math.min(listed.size(), LISTED_MAX);
    ByteBuffer list = ByteBuffer.allocate(count * (Request.ID_BYTES + Request.NAME_BYTES));
    listed.entrySet().stream()
        .limit(count)
        .forEach(
            one -> {
              byte[] name = one.getValue().getBytes(StandardCharsets.US_ASCII);
              list.put(one.getKey().bytes()).put(Arrays.copyOf(name, Request.NAME_BYTES));
            });
    return list.array();
  }

  /// The key that stands in for a member's.
  CompletionStage<byte[]> publicKey(byte[] member) {
    return member(AccountId.of(member)).thenApply(_ -> standIn.publicKey());
  }

  private CompletionStage<Account> member(AccountId id) {
    return hall.custody()
        .account(id)
        .thenApply(
            found ->
                found
                    .filter(account -> !account.custodial() && !account.isClosed())
                    .orElseThrow(() -> refused("nobody's id")));
  }

  private static CompletionException refused(String why) {
    return new CompletionException(new Post.NoException(why));
  }

  /// What a client sends to a member.
  Arriving receive(Store.Client from, SendHead head) throws Post.NoException {
    return new ToMember(head, content -> take(from, head, content));
  }

  private CompletionStage<byte[]> take(Store.Client from, SendHead head, byte[] content) {
    var to = AccountId.of(head.to());
    return member(to)
        .thenCompose(
            member ->
                switch (head.type()) {
                  case SendHead.KEY_WANTED -> post.onDisk(() -> agree(from, member));
                  case SendHead.KEY -> post.onDisk(() -> bind(from, member, content));
                  default -> say(from, to, content);
                })
        .thenApply(number -> SendHead.answer(head.to(), number));
  }

  private int agree(Store.Client from, Account member) throws Exception {
    letters.agree(book, from, member);
    return number();
  }

  private int bind(Store.Client from, Account member, byte[] content)
      throws SQLException, GeneralSecurityException, Post.NoException {
    byte[] key = standIn.openKey(content);
    var bond = new MemberBook.Bond(member.id().bytes(), member.name().value(), key);
    if (!book.put(from.id(), bond)) {
      throw new Post.NoException("too many members");
    }
    return number();
  }

  private CompletionStage<Integer> say(Store.Client from, AccountId to, byte[] content) {
    return post.onDisk(() -> read(from, to, content))
        .thenCombine(
            hall.custody().account(AccountId.of(from.id())),
            (text, account) -> write(account, to, text))
        .thenCompose(written -> written)
        .thenApply(
            refusal -> {
              if (refusal.isPresent()) {
                throw refused(refusal.get().code());
              }
              return number();
            });
  }

  private CompletionStage<Optional<Rejection>> write(
      Optional<Account> from, AccountId to, ClearText text) {
    return from.filter(Account::custodial).isPresent()
        ? hall.correspondence().write(from.get(), to, text)
        : CompletableFuture.completedStage(Optional.of(Rejection.UNKNOWN_ACCOUNT));
  }

  private ClearText read(Store.Client from, AccountId to, byte[] content)
      throws SQLException, GeneralSecurityException, Post.NoException {
    MemberBook.Bond bond =
        book.bond(from.id(), to.bytes())
            .orElseThrow(() -> new Post.NoException("no key was agreed on"));
    byte[] text = StandIn.openText(bond.key(), content);
    var id = new byte[MessageId.LENGTH];
    random.nextBytes(id);
    // What is not UTF-8 is shown as well as may be: the programs say nothing of how they write.
    return new ClearText(MessageId.of(id), new String(text, StandardCharsets.UTF_8));
  }

  private int number() {
    return random.nextInt(Integer.MAX_VALUE);
  }
}
