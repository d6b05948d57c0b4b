package dev.chit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "Zoe-99", "x_y.z-0", "operator", "0"})
  void lettersDigitsAndThreeSignsMakeAName(String name) {
    assertEquals(name, new AccountName(name).value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\n", "\u001b[1m", "é", "a/b", "a@b", "a:b", "ａ", "a\0"})
  void everythingElseIsRefused(String name) {
    assertFalse(AccountName.isValid(name));
    assertThrows(IllegalArgumentException.class, () -> new AccountName(name));
  }

  @Test
  void aNameHas32CharactersAtMost() {
    assertEquals(32, new AccountName("a".repeat(32)).value().length());
    assertThrows(IllegalArgumentException.class, () -> new AccountName("a".repeat(33)));
  }

  @Test
  void namesThatDifferInCaseFoldToOne() {
    assertEquals(new AccountName("ALICE.I").folded(), new AccountName("alice.i").folded());
  }
}
