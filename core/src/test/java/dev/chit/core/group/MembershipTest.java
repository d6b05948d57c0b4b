package dev.chit.core.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who may change a group, and which change counts.
class MembershipTest {
  private final TestMember alice = TestMember.numbered(1);
  private final TestMember bob = TestMember.numbered(2);
  private final TestMember carol = TestMember.numbered(3);
  private final TestMember dora = TestMember.numbered(4);
  private final TestMember eve = TestMember.numbered(5);

  private final SignedChange created =
      alice.sign(GroupChange.create(alice.key(), new GroupName("trip"), Nonce.of(new byte[16]), 1));
  private final MembershipList list = MembershipList.of(created);

  @BeforeEach
  void gather() {
    take(alice, added(bob, carol, dora));
  }

  @Test
  void whoMakesAGroupIsItsFirstAdmin() {
    GroupView group = list.current();
    assertEquals(new GroupName("trip"), group.name());
    assertEquals(List.of(alice.account()), group.admins());
    assertEquals(Optional.of(GroupRole.MEMBER), group.role(bob.account()));
    assertEquals(Optional.empty(), group.role(eve.account()));
    assertEquals(1, group.number());
  }

  @Test
  void onlyAdminsAddRemoveRenameAndGiveRoles() {
    for (Change change :
        List.of(
            added(eve),
            new Change.Removed(List.of(carol.account())),
            new Change.Named(new GroupName("mine")),
            new Change.RoleSet(bob.account(), GroupRole.ADMIN))) {
      assertEquals(Fault.NOT_ADMIN, list.add(bob.make(list, change)));
      assertEquals(Fault.NOT_MEMBER, list.add(TestMember.numbered(99).make(list, change)));
      assertNull(list.add(alice.make(list, change)), change.toString());
    }
    assertEquals(new GroupName("mine"), list.current().name());
    assertEquals(List.of(alice.account(), bob.account()), list.current().admins());
    assertEquals(Fault.NOT_MEMBER, list.add(carol.make(list, new Change.Left())));
  }

  @Test
  void anAdminIsRemovedOnlyByThoseWhoWereAdminsBefore() {
    take(alice, new Change.RoleSet(bob.account(), GroupRole.ADMIN));
    take(bob, new Change.RoleSet(carol.account(), GroupRole.ADMIN));
    assertEquals(Fault.SENIOR, list.add(carol.make(list, removed(bob))));
    assertEquals(Fault.SENIOR, list.add(bob.make(list, removed(alice))));
    assertEquals(Fault.SENIOR, list.add(bob.make(list, removed(bob))));
    assertEquals(
        Fault.SENIOR,
        list.add(carol.make(list, new Change.RoleSet(bob.account(), GroupRole.MEMBER))));
    take(bob, removed(carol));
    take(alice, removed(bob));
    assertEquals(List.of(alice.account(), dora.account()), list.current().members());
  }

  @Test
  void aGroupIsNeverWithoutAnAdmin() {
    assertEquals(
        Fault.LAST_ADMIN,
        list.add(alice.make(list, new Change.RoleSet(alice.account(), GroupRole.MEMBER))));
    take(alice, new Change.Left());
    assertEquals(List.of(bob.account()), list.current().admins());
    take(bob, new Change.Left());
    take(carol, new Change.Left());
    take(dora, new Change.Left());
    assertEquals(List.of(), list.current().members());
    assertEquals(Fault.NOT_MEMBER, list.add(alice.make(list, added(eve))));
  }

  @Test
  void whatIsSoAlreadyIsNoChange() {
    assertEquals(Fault.ALREADY_MEMBER, list.add(alice.make(list, added(eve, bob))));
    assertEquals(Fault.NO_SUCH_MEMBER, list.add(alice.make(list, removed(bob, eve))));
    assertEquals(
        Fault.NO_SUCH_MEMBER,
        list.add(alice.make(list, new Change.RoleSet(eve.account(), GroupRole.ADMIN))));
    assertEquals(
        Fault.NO_CHANGE, list.add(alice.make(list, new Change.Named(new GroupName("trip")))));
    assertEquals(
        Fault.NO_CHANGE,
        list.add(alice.make(list, new Change.RoleSet(bob.account(), GroupRole.MEMBER))));
  }

  @Test
  void aThousandMembersAreTakenAndNotOneMore() {
    MembershipList big = MembershipList.of(created);
    AccountId[] others =
        IntStream.range(100, 1_099)
            .mapToObj(number -> TestMember.numbered(number).account())
            .toArray(AccountId[]::new);
    SignedChange change = alice.make(big, new Change.Added(List.of(others)));
    assertTrue(change.bytes().length < 20_000);
    assertNull(big.add(change));
    assertEquals(MembershipList.MEMBERS_MAX, big.current().members().size());
    assertEquals(Fault.FULL, big.add(alice.make(big, added(eve))));
    List<AccountId> tooMany =
        IntStream.range(0, 1_001).mapToObj(n -> TestMember.numbered(n).account()).toList();
    assertThrows(IllegalArgumentException.class, () -> new Change.Added(tooMany));
    assertThrows(IllegalArgumentException.class, () -> new Change.Added(List.of()));
    assertThrows(IllegalArgumentException.class, () -> added(eve, eve));
  }

  @Test
  void twoThousandChangesAreKeptAndNotOneMore() {
    for (int i = list.all().size(); i < MembershipList.CHANGES_MAX; i++) {
      // Forks of the creation, which cost little to judge.
      assertNull(list.add(alice.makeAfter(created, new Change.Named(new GroupName("group-" + i)))));
    }
    assertEquals(Fault.WORN_OUT, list.add(alice.make(list, added(eve))));
    assertEquals(Fault.WORN_OUT, list.fault(alice.account(), added(eve)));
  }

  // ── forks ──

  @Test
  void ofTwoChangesMadeAtOnceTheSeniorAdminsCounts() {
    take(alice, new Change.RoleSet(bob.account(), GroupRole.ADMIN));
    SignedChange byBob = bob.make(list, added(eve));
    SignedChange byAlice = alice.make(list, removed(carol));
    assertNull(list.add(byBob));
    assertTrue(list.current().members().contains(eve.account()));
    assertNull(list.add(byAlice));
    assertEquals(byAlice.hash(), list.current().head());
    assertFalse(list.current().members().contains(eve.account()));
    assertEquals(List.of(byBob), list.lost());
    take(bob, added(eve));
    assertTrue(list.current().members().contains(eve.account()));
  }

  @Test
  void whoWasRemovedCannotUndoItByChangesThatFollowOlderOnes() {
    take(alice, new Change.RoleSet(bob.account(), GroupRole.ADMIN));
    SignedChange both = list.all().getLast();
    take(bob, new Change.RoleSet(carol.account(), GroupRole.ADMIN));
    take(carol, added(eve));
    SignedChange removal = take(alice, removed(bob));
    SignedChange one = bob.makeAfter(both, removed(carol));
    assertNull(list.add(one));
    SignedChange before = one;
    for (int i = 0; i < 20; i++) {
      SignedChange more = bob.makeAfter(before, new Change.Named(new GroupName("mine" + i)));
      assertNull(list.add(more));
      before = more;
    }
    assertEquals(removal.hash(), list.current().head());
    assertTrue(list.current().role(bob.account()).isEmpty());
    assertTrue(list.current().role(carol.account()).isPresent());
  }

  @Test
  void whoLeftCannotTakeBackWhatOthersDidSince() {
    take(alice, new Change.RoleSet(bob.account(), GroupRole.ADMIN));
    SignedChange before = list.all().getLast();
    take(alice, new Change.Left());
    SignedChange after = take(bob, added(eve));
    SignedChange back = alice.makeAfter(before, removed(bob));
    assertNull(list.add(back));
    assertNull(list.add(alice.makeAfter(back, new Change.Named(new GroupName("again")))));
    assertEquals(after.hash(), list.current().head());
  }

  // ── form ──

  @Test
  void changesAreTheSameAfterWritingAndReading() {
    take(alice, new Change.RoleSet(bob.account(), GroupRole.ADMIN));
    take(alice, new Change.Named(new GroupName("旅行-2026")));
    take(bob, removed(carol));
    take(bob, new Change.Left());
    for (SignedChange change : list.all()) {
      SignedChange read = SignedChange.parse(change.bytes(), TestMember::verify);
      assertEquals(change.change(), read.change());
      assertEquals(change.hash(), read.hash());
    }
  }

  @Test
  void aChangeThatWasTouchedIsRefusedOrIsAnotherAndFollowsNothing() {
    byte[] bytes = list.all().getLast().bytes();
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] touched = bytes.clone();
      touched[bit / 8] ^= (byte) (1 << bit % 8);
      SignedChange other;
      try {
        other = SignedChange.parse(touched, (_, _, _) -> true);
      } catch (IllegalArgumentException refused) {
        continue;
      }
      assertFalse(list.knows(other.hash()), "bit " + bit);
    }
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(
          IllegalArgumentException.class, () -> SignedChange.parse(cut, TestMember::verify));
    }
    assertThrows(
        IllegalArgumentException.class, () -> SignedChange.parse(bytes, (_, _, _) -> false));
  }

  @Test
  void aChangeOfAnotherGroupOrOutOfPlaceIsNotTaken() {
    SignedChange elsewhere =
        alice.sign(GroupChange.create(alice.key(), new GroupName("trip"), nonce(1), 1));
    MembershipList other = MembershipList.of(elsewhere);
    assertFalse(other.group().equals(list.group()));
    SignedChange theirs = alice.make(other, added(eve));
    assertFalse(list.canJudge(theirs));
    assertEquals(Fault.OUT_OF_PLACE, list.add(theirs));
    assertEquals(Fault.OUT_OF_PLACE, list.add(elsewhere));
    SignedChange last = list.all().getLast();
    for (GroupChange wrong :
        List.of(
            new GroupChange(list.group(), alice.key(), last.hash(), 9, 0, new Change.Left()),
            new GroupChange(
                new ConversationId(7, 7), alice.key(), last.hash(), 2, 0, new Change.Left()))) {
      assertEquals(Fault.OUT_OF_PLACE, list.add(alice.sign(wrong)));
    }
    assertThrows(IllegalArgumentException.class, () -> MembershipList.of(last));
  }

  @Test
  void namesAreLettersDigitsAndLittleElse() {
    for (String good : List.of("a", "club.2026", "_x-", "旅行", "हिन्दी", "x".repeat(32))) {
      assertTrue(GroupName.isValid(good), good);
    }
    for (String bad :
        List.of("", "a b", "#trip", "a\u0000", "a\u202eb", "x".repeat(33), "e\u0301")) {
      assertFalse(GroupName.isValid(bad), bad);
    }
  }

  // ── helpers ──

  private SignedChange take(TestMember by, Change change) {
    SignedChange made = by.make(list, change);
    assertNull(list.add(made), change.toString());
    return made;
  }

  private static Change.Added added(TestMember... members) {
    return new Change.Added(accounts(members));
  }

  private static Change.Removed removed(TestMember... members) {
    return new Change.Removed(accounts(members));
  }

  private static List<AccountId> accounts(TestMember... members) {
    return Arrays.stream(members).map(TestMember::account).toList();
  }

  private static Nonce nonce(int value) {
    var bytes = new byte[Nonce.LENGTH];
    bytes[0] = (byte) value;
    return Nonce.of(bytes);
  }
}
