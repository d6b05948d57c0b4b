package dev.chit.core.group;

import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.VerifyKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All changes of one group that are known here, each allowed where it stands.
///
/// Changes made at the same time follow the same one: the list forks. Of the ends of a fork one
/// counts, the same for everybody who knows the same changes: that in which the most senior admin
/// has signed, by the order of admins where it forks; then the next senior, and so on; then the
/// longer one; then that of the smaller hash. So who was removed cannot undo it by a change that
/// follows an older one, for who removed them was senior. What does not count is made anew by who
/// made it.
///
/// Not safe for use by many threads.
public final class MembershipList {
  public static final int MEMBERS_MAX = 1_000;

  /// Changes kept of a group, those that do not count among them.
  public static final int CHANGES_MAX = 2_000;

  private final ConversationId group;
  private final Node root;
  private final Map<ChangeHash, Node> nodes = new LinkedHashMap<>();
  private @Nullable GroupView current;

  /// The change taken last and the group right after it: most changes follow that one, and need no
  /// replay of all before.
  private Node tip;

  private Standing atTip;

  private static final class Node {
    final SignedChange change;
    final @Nullable Node before;
    final List<Node> after = new ArrayList<>(1);

    Node(SignedChange change, @Nullable Node before) {
      this.change = change;
      this.before = before;
    }
  }

  private MembershipList(SignedChange created) {
    this.group = created.change().groupId();
    this.root = new Node(created, null);
    nodes.put(created.hash(), root);
    this.tip = root;
    this.atTip = beginning(root);
  }

  /// @throws IllegalArgumentException unless the change creates a group
  public static MembershipList of(SignedChange created) {
    if (!(created.change().change() instanceof Change.Created)) {
      throw new IllegalArgumentException("a list that does not begin with the group's creation");
    }
    return new MembershipList(created);
  }

  public ConversationId group() {
    return group;
  }

  public boolean knows(ChangeHash hash) {
    return nodes.containsKey(hash);
  }

  /// Whether it can be taken or refused: what it follows is known.
  public boolean canJudge(SignedChange change) {
    return knows(change.hash()) || knows(change.change().previous());
  }

  /// Takes a change.
  ///
  /// @return null if it is in the list now, or was before; else why it is not
  public @Nullable Fault add(SignedChange signed) {
    if (knows(signed.hash())) {
      return null;
    }
    Node before = nodes.get(signed.change().previous());
    if (before == null
        || !signed.change().group().equals(group)
        || signed.change().number() != before.change.change().number() + 1) {
      return Fault.OUT_OF_PLACE;
    }
    if (nodes.size() >= CHANGES_MAX) {
      return Fault.WORN_OUT;
    }
    Standing standing = before == tip ? atTip : standing(before);
    Fault fault = standing.fault(signed.author(), signed.change().change());
    if (fault == null) {
      var node = new Node(signed, before);
      before.after.add(node);
      nodes.put(signed.hash(), node);
      standing.apply(signed.author(), signed.change().change());
      tip = node;
      atTip = standing;
      current = null;
    }
    return fault;
  }

  /// What is wrong with a change that would be made now, or null.
  public @Nullable Fault fault(AccountId author, Change change) {
    if (nodes.size() >= CHANGES_MAX) {
      return Fault.WORN_OUT;
    }
    return standing(end()).fault(author, change);
  }

  /// A change that follows the newest one that counts.
  public GroupChange next(VerifyKey author, Change change, long atSeconds) {
    GroupView now = current();
    return new GroupChange(group, author, now.head(), now.number() + 1, atSeconds, change);
  }

  /// The group as it is now.
  public GroupView current() {
    GroupView view = current;
    if (view == null) {
      Node end = end();
      Standing standing = standing(end);
      view =
          new GroupView(
              group,
              standing.name(),
              List.copyOf(standing.members()),
              standing.admins(),
              end.change.hash(),
              end.change.change().number());
      current = view;
    }
    return view;
  }

  /// All changes, each behind the one that it follows.
  public List<SignedChange> all() {
    return nodes.values().stream().map(node -> node.change).toList();
  }

  /// Those that somebody may lack who has these and all that they follow.
  public List<SignedChange> beyond(Collection<ChangeHash> known) {
    Set<ChangeHash> theirs = new HashSet<>();
    for (ChangeHash hash : known) {
      for (Node at = nodes.get(hash); at != null && theirs.add(at.change.hash()); at = at.before) {}
    }
    return all().stream().filter(change -> !theirs.contains(change.hash())).toList();
  }

  /// The last change of every branch, the longest branches first: with what they follow, all that
  /// is known.
  public List<ChangeHash> ends() {
    return nodes.values().stream()
        .filter(node -> node.after.isEmpty())
        .sorted(Comparator.comparingInt((Node node) -> -node.change.change().number()))
        .map(node -> node.change.hash())
        .toList();
  }

  /// Changes that do not count, oldest first.
  public List<SignedChange> lost() {
    Set<ChangeHash> counting = new HashSet<>();
    for (Node at = end(); at != null; at = at.before) {
      counting.add(at.change.hash());
    }
    return all().stream().filter(change -> !counting.contains(change.hash())).toList();
  }

  /// The group right after a change.
  private Standing standing(Node at) {
    Deque<Node> path = new ArrayDeque<>();
    for (Node node = at; node.before != null; node = node.before) {
      path.push(node);
    }
    Standing standing = beginning(root);
    for (Node node : path) {
      standing.apply(node.change.author(), node.change.change().change());
    }
    return standing;
  }

  private static Standing beginning(Node root) {
    if (!(root.change.change().change() instanceof Change.Created created)) {
      throw new IllegalStateException("checked when the list was made");
    }
    return Standing.begin(root.change.author(), created);
  }

  /// The newest change that counts.
  private Node end() {
    Standing standing = beginning(root);
    Node at = root;
    while (!at.after.isEmpty()) {
      at = at.after.size() == 1 ? at.after.getFirst() : Branch.best(at.after, standing.admins());
      standing.apply(at.change.author(), at.change.change().change());
    }
    return at;
  }

  /// One end of a fork.
  ///
  /// @param ranks places among the admins of those who signed in it, most senior first
  private record Branch(Node first, List<Integer> ranks, int length) {
    private static final Comparator<Branch> BEST_FIRST =
        bySeniority()
            .thenComparing(Comparator.comparingInt(Branch::length).reversed())
            .thenComparing(branch -> branch.first().change.hash());

    static Node best(List<Node> ends, List<AccountId> admins) {
      return ends.stream()
          .map(end -> of(end, admins))
          .min(BEST_FIRST)
          .orElseThrow(() -> new IllegalStateException("a fork without ends"))
          .first();
    }

    private static Branch of(Node first, List<AccountId> admins) {
      Set<AccountId> authors = new HashSet<>();
      int last = 0;
      Deque<Node> open = new ArrayDeque<>(List.of(first));
      while (!open.isEmpty()) {
        Node node = open.pop();
        authors.add(node.change.author());
        last = Math.max(last, node.change.change().number());
        open.addAll(node.after);
      }
      List<Integer> ranks =
          authors.stream().map(admins::indexOf).filter(rank -> rank >= 0).sorted().toList();
      return new Branch(first, ranks, last);
    }

    private static Comparator<Branch> bySeniority() {
      return (one, other) -> {
        int both = Math.min(one.ranks().size(), other.ranks().size());
        for (int i = 0; i < both; i++) {
          int order = Integer.compare(one.ranks().get(i), other.ranks().get(i));
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(other.ranks().size(), one.ranks().size());
      };
    }
  }
}
