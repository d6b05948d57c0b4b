package dev.chit.app.loopback;

import dev.chit.core.MessageId;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What was shown to the person and waits for their yes. What was shown is what is done, and a yes
/// counts once, however often the button sends it.
///
/// @param <Q> all that is needed to do it
public final class Questions<Q> {
  /// Questions that are open at a time; a further one takes the place of the oldest.
  public static final int OPEN_MAX = 16;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Q> open = new LinkedHashMap<>();

  /// @return the name under which the answer comes
  public synchronized String ask(Q question) {
    byte[] bytes = new byte[MessageId.LENGTH];
    random.nextBytes(bytes);
    String id = MessageId.of(bytes).toString();
    if (open.size() == OPEN_MAX) {
      open.remove(open.keySet().iterator().next());
    }
    open.put(id, question);
    return id;
  }

  /// The question, if there is one that nobody has answered yet.
  public synchronized Optional<Q> answer(String id) {
    return Optional.ofNullable(open.remove(id));
  }
}
