package dev.chit.client.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.link.v1.PieceFrame;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What a contact's client may send in place of pieces.
final class BorrowedTest {
  private final AtomicInteger closed = new AtomicInteger();
  private final Borrowed borrowed = new Borrowed(closed::incrementAndGet);
  private final Hand pipe = new Hand();

  private static PieceFrame piece(int bytes) {
    return PieceFrame.newBuilder().setPiece(ByteString.copyFrom(new byte[bytes])).build();
  }

  @Test
  void noMoreIsAskedForThanIsTaken() throws Exception {
    borrowed.begin(pipe);
    int ahead = pipe.requested;
    borrowed.heard(piece(10));
    borrowed.heard(piece(10));
    assertEquals(ahead, pipe.requested, "nothing was taken yet");
    assertEquals(5, borrowed.next(new byte[20], 5));
    assertEquals(ahead + 1, pipe.requested);
    assertEquals(15, borrowed.next(new byte[20], 15));
    assertEquals(ahead + 2, pipe.requested);
  }

  @Test
  void aRefusalIsOneOfThoseThatThereAre() {
    borrowed.begin(pipe);
    borrowed.heard(PieceFrame.newBuilder().setRefused("\u001b[31mpay me").build());
    ChitRefusedException refused =
        assertThrows(ChitRefusedException.class, () -> borrowed.next(new byte[10], 10));
    assertEquals("unknown-blob", refused.code());
    assertEquals("The sender's client does not lend this file.", refused.getMessage());
  }

  @Test
  void anEndInTheMiddleIsAnEnd() throws Exception {
    borrowed.begin(pipe);
    borrowed.heard(piece(3));
    borrowed.heard(PieceFrame.getDefaultInstance());
    borrowed.heard(piece(7));
    assertEquals(3, borrowed.next(new byte[10], 10));
  }

  @Test
  void whoComesTooLateIsHungUpOn() {
    borrowed.close();
    borrowed.begin(pipe);
    assertTrue(pipe.ended);
    assertEquals(0, pipe.requested);
    borrowed.close();
    assertEquals(1, closed.get());
  }

  /// The near end of a stream, held by the test.
  private static final class Hand implements Pipe<PieceFrame> {
    private int requested;
    private boolean ended;

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void send(PieceFrame frame) {}

    @Override
    public void request(int frames) {
      requested += frames;
    }

    @Override
    public void end() {
      ended = true;
    }

    @Override
    public void finish() {}
  }
}
