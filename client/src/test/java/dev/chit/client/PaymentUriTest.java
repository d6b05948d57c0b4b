package dev.chit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chit.core.AccountName;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PaymentUriTest {
  private static final String FINGERPRINT = "a".repeat(52);
  private static final ServerAddress SERVER = ServerAddress.parse("[::1]:7700#" + FINGERPRINT);

  @Test
  void anAddressIsReadBackAsItWasWritten() {
    var uri =
        new PaymentUri(
            SERVER,
            new AccountName("bob"),
            Optional.of(new PaymentUri.Sum("EUR", "12.50")),
            "tea & cake, 100% + tip?");

    assertEquals(
        "payto://chit/%5B::1%5D:7700%23"
            + FINGERPRINT
            + "/bob?amount=EUR:12.50&message=tea%20%26%20cake%2C%20100%25%20%2B%20tip%3F",
        uri.toString());
    assertEquals(uri, PaymentUri.parse(uri.toString()));
    assertEquals("chit", URI.create(uri.toString()).getAuthority());
  }

  @Test
  void optionsThatNobodyKnowsAreLeftAside() {
    String plain = "payto://chit/host:1%23" + FINGERPRINT + "/bob";
    assertEquals(PaymentUri.parse(plain), PaymentUri.parse(plain + "?receiver-name=Bob&x"));
    assertEquals("a+b", PaymentUri.parse(plain + "?message=a+b").message());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "payto://iban/DE75512108001245126199",
        "payto://chit/host:1/bob",
        "payto://chit/host:1%23F",
        "payto://chit/host:1#F/bob",
        "payto://chit/host:1%23F/b%20b",
        "payto://chit/host:1%23F/bob/more",
        "payto://chit/host:1%23F/bob?amount=12",
        "payto://chit/host:1%23F/bob?message=a&message=b",
        "payto://chit/host:1%23F/bob?message=%zz",
        "payto:chit",
      })
  void whatIsNoPaymentAddressIsRefused(String text) {
    assertThrows(
        IllegalArgumentException.class, () -> PaymentUri.parse(text.replace("F", FINGERPRINT)));
  }
}
