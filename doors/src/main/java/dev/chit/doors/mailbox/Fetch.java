package dev.chit.doors.mailbox;

import dev.chit.core.AccountId;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Hands a client what waits for it, a piece when the one before was handed to the socket. Messages
/// are deleted when all of them were, and then the connection is closed.
final class Fetch {
  private final Post post;
  private final SocketChannel channel;
  private final byte[] client;

  Fetch(Post post, SocketChannel channel, byte[] client) {
    this.post = post;
    this.channel = channel;
    this.client = client;
  }

  /// Completes when the answer has begun; fails if there will be none, and nothing was said.
  CompletionStage<Void> begin() {
    return post.turns().next(AccountId.of(client)).thenCompose(this::begin);
  }

  private CompletionStage<Void> begin(Turns.Turn turn) {
    CompletableFuture<Outgoing> found = post.onDisk(() -> post.fetch(client));
    var _ =
        found.whenComplete(
            (_, failure) -> {
              if (failure != null) {
                turn.end();
              }
            });
    return found.thenAccept(
        outgoing -> {
          var _ = channel.write(Reply.head(Reply.FETCHED, outgoing.sizeBytes()));
          piece(outgoing, turn);
        });
  }

  private void piece(Outgoing outgoing, Turns.Turn turn) {
    var _ =
        post.onDisk(outgoing::next)
            .whenComplete(
                (bytes, failure) -> {
                  if (failure == null) {
                    write(bytes, outgoing, turn);
                  } else {
                    end(outgoing, turn);
                  }
                });
  }

  /// @param bytes none at the end
  private void write(byte[] bytes, Outgoing outgoing, Turns.Turn turn) {
    channel
        .writeAndFlush(Unpooled.wrappedBuffer(bytes))
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                end(outgoing, turn);
              } else if (bytes.length > 0) {
                piece(outgoing, turn);
              } else {
                delete(outgoing, turn);
              }
            });
  }

  private void delete(Outgoing outgoing, Turns.Turn turn) {
    var _ =
        post.onDisk(
                () -> {
                  outgoing.delete();
                  return outgoing;
                })
            .whenComplete((_, _) -> end(outgoing, turn));
  }

  private void end(Outgoing outgoing, Turns.Turn turn) {
    var _ =
        post.onDisk(
                () -> {
                  outgoing.close();
                  return outgoing;
                })
            .whenComplete(
                (_, _) -> {
                  turn.end();
                  var _ = channel.close();
                });
  }
}
