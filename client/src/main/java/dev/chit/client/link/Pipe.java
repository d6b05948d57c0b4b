package dev.chit.client.link;

import dev.chit.client.link.v1.LinkFrame;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/// A stream of frames both ways, whichever end opened it.
interface Pipe {
  boolean isReady();

  /// For one thread at a time.
  void send(LinkFrame frame);

  /// Allows so many frames more to arrive.
  void request(int frames);

  void end();

  /// Hears what comes. Called on the event loop; must not block.
  interface Ear {
    void heard(LinkFrame frame);

    void ready();

    void ended();
  }

  /// A stream that this end opened.
  static Pipe of(ClientCall<LinkFrame, LinkFrame> call, Runnable closed) {
    return new Pipe() {
      @Override
      public boolean isReady() {
        return call.isReady();
      }

      @Override
      public void send(LinkFrame frame) {
        call.sendMessage(frame);
      }

      @Override
      public void request(int frames) {
        call.request(frames);
      }

      @Override
      public void end() {
        call.cancel("the link ends", null);
        closed.run();
      }
    };
  }

  static ClientCall.Listener<LinkFrame> dialled(Ear ear) {
    return new ClientCall.Listener<>() {
      @Override
      public void onMessage(LinkFrame frame) {
        ear.heard(frame);
      }

      @Override
      public void onReady() {
        ear.ready();
      }

      @Override
      public void onClose(Status status, Metadata trailers) {
        ear.ended();
      }
    };
  }

  /// A stream that the other end opened.
  static Pipe of(ServerCall<LinkFrame, LinkFrame> call) {
    return new Pipe() {
      @Override
      public boolean isReady() {
        return call.isReady();
      }

      @Override
      public void send(LinkFrame frame) {
        call.sendMessage(frame);
      }

      @Override
      public void request(int frames) {
        call.request(frames);
      }

      @Override
      public void end() {
        call.close(Status.UNAVAILABLE, new Metadata());
      }
    };
  }

  static ServerCall.Listener<LinkFrame> accepted(Ear ear) {
    return new ServerCall.Listener<>() {
      @Override
      public void onMessage(LinkFrame frame) {
        ear.heard(frame);
      }

      @Override
      public void onReady() {
        ear.ready();
      }

      @Override
      public void onHalfClose() {
        ear.ended();
      }

      @Override
      public void onCancel() {
        ear.ended();
      }
    };
  }
}
