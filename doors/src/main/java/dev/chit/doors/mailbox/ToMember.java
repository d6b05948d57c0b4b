package dev.chit.doors.mailbox;

import dev.chit.core.ClearText;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// A message from a client to a member, which is small enough to be held.
final class ToMember implements Arriving {
  /// A sealed text, of which the last block is not full.
  private static final int CONTENT_BYTES_MAX = ClearText.TEXT_BYTES_MAX + 16;

  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final Function<byte[], CompletionStage<byte[]>> last;

  /// @param last what is done with all of it
  ToMember(SendHead head, Function<byte[], CompletionStage<byte[]>> last) throws Post.NoException {
    if (head.type() == SendHead.FILE || head.sizeBytes() > CONTENT_BYTES_MAX) {
      throw new Post.NoException("not for members");
    }
    this.last = last;
  }

  @Override
  public void append(byte[] bytes) {
    content.writeBytes(bytes);
  }

  @Override
  public CompletionStage<byte[]> finish() {
    return last.apply(content.toByteArray());
  }

  @Override
  public void close() {
    content.reset();
  }
}
