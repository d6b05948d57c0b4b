package dev.chit.server.edge;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.chit.crypto.DeviceStatement;
import dev.chit.wire.Refusal;
import io.netty.util.AttributeKey;

/// Who is at the other end of a call's connection.
sealed interface Caller {
  AttributeKey<Caller> KEY = AttributeKey.valueOf(Caller.class, "CALLER");

  /// Has proved an identity that has no account here, or a device that the account does not have,
  /// or no longer.
  ///
  /// @param refusal what it hears from calls that are not for everybody
  record Stranger(DeviceStatement statement, Refusal refusal) implements Caller {}

  /// A device of an account.
  record Known(DeviceStatement statement, Member member) implements Caller {}

  DeviceStatement statement();

  /// The present call's.
  static Caller current() {
    Caller caller = ServiceRequestContext.current().attr(KEY);
    if (caller == null) {
      throw new IllegalStateException("a call without caller");
    }
    return caller;
  }

  /// The present call's, where only members get.
  static Member member() {
    return switch (current()) {
      case Known known -> known.member();
      case Stranger _ -> throw new IllegalStateException("a stranger got past the gate");
    };
  }
}
