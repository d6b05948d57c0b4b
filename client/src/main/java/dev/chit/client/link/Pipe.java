package dev.chit.client.link;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/// A stream of frames both ways, whichever end opened it.
interface Pipe<F> {
  boolean isReady();

  /// For one thread at a time.
  void send(F frame);

  /// Allows so many frames more to arrive.
  void request(int frames);

  void end();

  /// Says that nothing more comes, and lets arrive what was sent.
  void finish();

  /// Hears what comes. Called on the event loop; must not block.
  interface Ear<F> {
    void heard(F frame);

    void ready();

    void ended();
  }

  /// A stream that this end opened.
  static <F> Pipe<F> of(ClientCall<F, F> call, Runnable closed) {
    return new Pipe<>() {
      @Override
      public boolean isReady() {
        return call.isReady();
      }

      @Override
      public void send(F frame) {
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

      @Override
      public void finish() {
        call.halfClose();
      }
    };
  }

  static <F> ClientCall.Listener<F> dialled(Ear<F> ear) {
    return new ClientCall.Listener<>() {
      @Override
      public void onMessage(F frame) {
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
  static <F> Pipe<F> of(ServerCall<F, F> call) {
    return new Pipe<>() {
      @Override
      public boolean isReady() {
        return call.isReady();
      }

      @Override
      public void send(F frame) {
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

      @Override
      public void finish() {
        call.close(Status.OK, new Metadata());
      }
    };
  }

  static <F> ServerCall.Listener<F> accepted(Ear<F> ear) {
    return new ServerCall.Listener<>() {
      @Override
      public void onMessage(F frame) {
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

      @Override
      public void onComplete() {
        ear.ended();
      }
    };
  }
}
