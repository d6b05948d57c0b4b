package dev.chit.core.group;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.chit.core.TestKey;
import dev.chit.core.Vectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupVectorsTest {
  private static final Vectors ALL = Vectors.load("group.json");

  @Test
  void theChangesMakeTheGroup() {
    GroupView group = list().current();
    assertEquals(ALL.text("group"), group.id().toString());
    assertEquals(ALL.text("name"), group.name().value());
    assertEquals(ALL.text("head"), group.head().toString());
    assertEquals(ALL.texts("members"), group.members().stream().map(Object::toString).toList());
    assertEquals(ALL.texts("admins"), group.admins().stream().map(Object::toString).toList());
  }

  @ParameterizedTest
  @MethodSource
  void refused(Vectors vector) {
    MembershipList list = list();
    assertEquals(vector.text("fault"), fault(list, vector.bytes("change")));
    assertEquals(ALL.text("head"), list.current().head().toString());
  }

  static Stream<Vectors> refused() {
    return ALL.each("refused");
  }

  private static @Nullable String fault(MembershipList list, byte[] change) {
    try {
      Fault fault = list.add(SignedChange.parse(change, TestKey.VERIFIER));
      return fault == null ? null : fault.code();
    } catch (IllegalArgumentException e) {
      return "unreadable";
    }
  }

  private static MembershipList list() {
    MembershipList list = null;
    for (Vectors vector : ALL.each("changes").toList()) {
      SignedChange change = SignedChange.parse(vector.bytes("change"), TestKey.VERIFIER);
      assertEquals(vector.text("hash"), change.hash().toString());
      assertArrayEquals(vector.bytes("change"), change.bytes());
      if (list == null) {
        list = MembershipList.of(change);
      } else {
        assertNull(list.add(change), vector.toString());
      }
    }
    assertNotNull(list);
    return list;
  }
}
