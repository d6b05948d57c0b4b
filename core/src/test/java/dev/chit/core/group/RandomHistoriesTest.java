package dev.chit.core.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// People who change a group at the same time, hear of each other late and in any order, and some
/// of whom cheat. Everybody who knows the same changes sees the same group.
class RandomHistoriesTest {
  private static final int PEOPLE = 7;
  private static final int STEPS = 60;

  private final List<TestMember> people =
      IntStream.range(0, PEOPLE).mapToObj(TestMember::numbered).toList();
  private final List<SignedChange> all = new ArrayList<>();
  private final Map<TestMember, MembershipList> lists = new HashMap<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void theSameChangesMakeTheSameGroupInWhateverOrderTheyCame(int seed) {
    var chance = new Random(seed);
    SignedChange created = created();
    people.forEach(person -> lists.put(person, MembershipList.of(created)));
    all.add(created);
    for (int step = 0; step < STEPS; step++) {
      TestMember person = people.get(chance.nextInt(PEOPLE));
      if (chance.nextInt(3) == 0) {
        hear(person, chance);
      } else {
        act(person, chance);
      }
    }
    GroupView first = null;
    for (int order = 0; order < 5; order++) {
      GroupView view = shuffled(chance).current();
      first = first == null ? view : first;
      assertEquals(first, view, "seed " + seed);
    }
    assertNotNull(first);
    assertTrue(first.members().isEmpty() || !first.admins().isEmpty());
    assertTrue(first.members().containsAll(first.admins()));
  }

  /// Whatever somebody does once a senior has removed them, following any older change they like,
  /// changes nothing for the others.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whoWasRemovedByTheFounderHasNoSayAnyMore(int seed) {
    var chance = new Random(seed);
    TestMember founder = people.getFirst();
    TestMember mallory = people.get(1);
    MembershipList list = MembershipList.of(created());
    List<AccountId> others =
        people.subList(1, PEOPLE - 1).stream().map(TestMember::account).toList();
    assertNull(list.add(founder.make(list, new Change.Added(others))));
    assertNull(
        list.add(founder.make(list, new Change.RoleSet(mallory.account(), GroupRole.ADMIN))));
    assertNull(list.add(founder.make(list, new Change.RoleSet(others.get(2), GroupRole.ADMIN))));
    assertNull(list.add(founder.make(list, new Change.Removed(List.of(mallory.account())))));
    GroupView honest = list.current();
    int taken = 0;
    for (int i = 0; i < 200; i++) {
      List<SignedChange> known = list.all();
      SignedChange before = known.get(chance.nextInt(known.size()));
      if (list.add(mallory.makeAfter(before, anything(chance))) == null) {
        taken++;
      }
      assertEquals(honest, list.current());
    }
    assertTrue(taken > 10, "nothing was tried");
  }

  private SignedChange created() {
    TestMember founder = people.getFirst();
    return founder.sign(
        GroupChange.create(founder.key(), new GroupName("g"), Nonce.of(new byte[16]), 0));
  }

  /// Learns some of what the others did, whatever can be judged.
  private void hear(TestMember person, Random chance) {
    MembershipList list = list(person);
    for (SignedChange change : all) {
      if (chance.nextInt(4) > 0 && list.canJudge(change)) {
        assertNull(list.add(change));
      }
    }
  }

  /// Does something by what this person knows; what is not allowed is refused by everybody.
  private void act(TestMember person, Random chance) {
    MembershipList list = list(person);
    Change change = anything(chance);
    Fault expected = list.fault(person.account(), change);
    SignedChange made = person.make(list, change);
    assertEquals(expected, list.add(made));
    if (expected == null) {
      all.add(made);
      assertTrue(list.knows(made.hash()));
    } else {
      assertFalse(list.knows(made.hash()));
    }
  }

  private Change anything(Random chance) {
    AccountId somebody = people.get(chance.nextInt(PEOPLE)).account();
    return switch (chance.nextInt(8)) {
      case 0, 1, 2 -> new Change.Added(List.of(somebody));
      case 3 -> new Change.Removed(List.of(somebody));
      case 4 -> new Change.Left();
      case 5 -> new Change.Named(new GroupName("name" + chance.nextInt(100)));
      case 6 -> new Change.RoleSet(somebody, GroupRole.ADMIN);
      default -> new Change.RoleSet(somebody, GroupRole.MEMBER);
    };
  }

  /// All changes, taken in some other order; whatever comes before what it follows waits.
  private MembershipList shuffled(Random chance) {
    List<SignedChange> waiting = new ArrayList<>(all);
    Collections.shuffle(waiting, chance);
    MembershipList list = MembershipList.of(all.getFirst());
    int before;
    do {
      before = waiting.size();
      waiting.removeIf(change -> list.canJudge(change) && list.add(change) == null);
    } while (waiting.size() < before);
    assertEquals(List.of(), waiting);
    return list;
  }

  private MembershipList list(TestMember person) {
    MembershipList list = lists.get(person);
    assertNotNull(list);
    return list;
  }
}
