package dev.chit.app.owner;

import dev.chit.app.console.Exit;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/// One command at the owner: one thread reads from its process, another does what it says.
final class Talk {
  private final SocketChannel channel;
  private final OwnerServer.Runner runner;
  private final Consumer<Talk> ended;
  private final DataInputStream in;
  private final DataOutputStream out;

  Talk(SocketChannel channel, OwnerServer.Runner runner, Consumer<Talk> ended) {
    this.channel = channel;
    this.runner = runner;
    this.ended = ended;
    in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
    out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
  }

  void start() {
    Thread.ofVirtual().name("owner-talk").start(this::read);
  }

  private void read() {
    Thread worker = null;
    try {
      Frame first = Frame.read(in);
      if (first != null) {
        Request request = Request.parse(first);
        var caller = new RemoteCaller(request, this::send);
        worker = Thread.ofVirtual().name("owner-command").start(() -> work(request, caller));
        for (Frame frame = Frame.read(in); frame != null; frame = Frame.read(in)) {
          caller.answered(frame);
        }
      }
    } catch (IOException | IllegalArgumentException callerGoneOrSpeaksWrongly) {
      close();
    } finally {
      if (worker != null) {
        worker.interrupt();
      }
      close();
      ended.accept(this);
    }
  }

  private void work(Request request, RemoteCaller caller) {
    int exit = Exit.USAGE;
    try {
      exit = runner.run(request.words(), caller);
    } finally {
      caller.flush();
      send(new Frame(Frame.Kind.EXIT, ByteBuffer.allocate(4).putInt(exit).array()));
      close();
    }
  }

  private void send(Frame frame) {
    try {
      frame.writeTo(out);
    } catch (IOException callerGone) {
      close();
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException alreadyGone) {
      // Then it is closed, which is all that was wanted.
    }
  }
}
