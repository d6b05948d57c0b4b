package dev.chit.client.link;

import com.google.protobuf.ByteString;
import dev.chit.client.files.PieceSupply;
import dev.chit.client.files.Shelf;
import dev.chit.client.link.v1.PieceFrame;
import dev.chit.client.link.v1.PiecesWanted;
import dev.chit.core.AccountId;
import dev.chit.sessions.DeviceAddress;
import dev.chit.sessions.file.PieceLayout;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Pieces of files beside the envelopes of links, both ways. Nothing is ever sent unasked, so
/// nobody spends another's disk: who wants a file asks for it, over a stream that the end opens
/// which dialled.
final class Lending {
  private final Shelf shelf;
  private final SecureRandom random;

  /// What was asked for and is to come by a stream of the other end's, by number.
  private final Map<Long, Demand> demands = new ConcurrentHashMap<>();

  private final Map<DeviceAddress, Integer> lent = new ConcurrentHashMap<>();
  private final Set<Stream> streams = ConcurrentHashMap.newKeySet();

  private record Demand(DeviceAddress of, Borrowed to) {}

  /// For what has nothing to hear.
  static final Pipe.Ear<PieceFrame> DEAF =
      new Pipe.Ear<>() {
        @Override
        public void heard(PieceFrame frame) {}

        @Override
        public void ready() {}

        @Override
        public void ended() {}
      };

  /// A stream that is open, so that it ends with its link.
  private final class Stream implements Pipe.Ear<PieceFrame> {
    final DeviceAddress with;
    private final Pipe.Ear<PieceFrame> ear;
    private volatile @Nullable Pipe<PieceFrame> pipe;
    private volatile boolean ended;

    Stream(DeviceAddress with, Pipe.Ear<PieceFrame> ear) {
      this.with = with;
      this.ear = ear;
    }

    void begin(Pipe<PieceFrame> by) {
      pipe = by;
      streams.add(this);
      if (ended) {
        streams.remove(this);
      }
    }

    void end() {
      Pipe<PieceFrame> open = pipe;
      if (open != null) {
        open.end();
      }
    }

    @Override
    public void heard(PieceFrame frame) {
      ear.heard(frame);
    }

    @Override
    public void ready() {
      ear.ready();
    }

    @Override
    public void ended() {
      ended = true;
      streams.remove(this);
      ear.ended();
    }
  }

  Lending(Shelf shelf, SecureRandom random) {
    this.shelf = shelf;
    this.random = random;
  }

  // ── for this end ──

  /// What the other end of a link has ready.
  PieceSupply supply(Link link, byte[] keys) {
    return new PieceSupply() {
      @Override
      public Source fetch(ByteString blob, long offset) {
        return borrow(
            link,
            PiecesWanted.newBuilder()
                .setNumber(random.nextLong())
                .setBlobId(blob)
                .setKeys(ByteString.copyFrom(keys))
                .setFirstPiece(offset / PieceLayout.SEALED_LENGTH)
                .build());
      }

      @Override
      public void taken(ByteString blob) {
        link.took(blob);
      }

      @Override
      public void close() {}
    };
  }

  private Borrowed borrow(Link link, PiecesWanted wanted) {
    var borrowed = new Borrowed(() -> demands.remove(wanted.getNumber()));
    if (link.dialled()) {
      Pipe<PieceFrame> pipe = carry(link, borrowed);
      pipe.send(PieceFrame.newBuilder().setFetch(wanted).build());
      borrowed.begin(pipe);
    } else {
      demands.put(wanted.getNumber(), new Demand(link.peer(), borrowed));
      link.ask(wanted);
    }
    return borrowed;
  }

  private Pipe<PieceFrame> carry(Link link, Pipe.Ear<PieceFrame> ear) {
    var stream = new Stream(link.peer(), ear);
    Pipe<PieceFrame> pipe = link.carry(stream);
    stream.begin(pipe);
    return pipe;
  }

  // ── for the other end ──

  /// The other end of a link that this end dialled wants pieces.
  void wanted(Link link, PiecesWanted wanted) {
    if (!hasRoom(link.peer())) {
      // Whoever leaves so many open asks for nothing.
      return;
    }
    Lender lender = lender(link.peer());
    var serves = PieceFrame.newBuilder().setServes(wanted.getNumber()).build();
    if (lender == null) {
      Pipe<PieceFrame> pipe = carry(link, DEAF);
      pipe.send(serves);
      Lender.refuse(pipe, "busy");
    } else {
      Pipe<PieceFrame> pipe = carry(link, lender);
      pipe.send(serves);
      lender.begin(pipe, wanted);
    }
  }

  /// A device has opened a stream: to fetch pieces, or with some that were asked for.
  Pipe.Ear<PieceFrame> carried(DeviceAddress from, Pipe<PieceFrame> pipe) {
    if (!hasRoom(from)) {
      pipe.end();
      return DEAF;
    }
    var stream = new Stream(from, new Opened(from, pipe));
    stream.begin(pipe);
    pipe.request(1);
    return stream;
  }

  private boolean hasRoom(DeviceAddress device) {
    return streams.stream().filter(it -> it.with.equals(device)).count() < LinkLimits.STREAMS_MAX;
  }

  /// Does what the first frame says.
  private final class Opened implements Pipe.Ear<PieceFrame> {
    private final DeviceAddress from;
    private final Pipe<PieceFrame> pipe;
    private volatile Pipe.@Nullable Ear<PieceFrame> next;

    Opened(DeviceAddress from, Pipe<PieceFrame> pipe) {
      this.from = from;
      this.pipe = pipe;
    }

    @Override
    public void heard(PieceFrame frame) {
      Pipe.Ear<PieceFrame> known = next;
      if (known != null) {
        known.heard(frame);
        return;
      }
      switch (frame.getKindCase()) {
        case FETCH -> fetched(frame.getFetch());
        case SERVES -> served(demands.remove(frame.getServes()));
        case PIECE, REFUSED, KIND_NOT_SET -> pipe.end();
      }
    }

    private void fetched(PiecesWanted wanted) {
      Lender lender = lender(from);
      if (lender == null) {
        Lender.refuse(pipe, "busy");
      } else {
        next = lender;
        lender.begin(pipe, wanted);
      }
    }

    private void served(@Nullable Demand demand) {
      if (demand == null || !demand.of().equals(from)) {
        pipe.end();
      } else {
        next = demand.to();
        demand.to().begin(pipe);
      }
    }

    @Override
    public void ready() {
      Pipe.Ear<PieceFrame> known = next;
      if (known != null) {
        known.ready();
      }
    }

    @Override
    public void ended() {
      Pipe.Ear<PieceFrame> known = next;
      if (known != null) {
        known.ended();
      }
    }
  }

  /// Null if the device has as many files under way as it may.
  private @Nullable Lender lender(DeviceAddress to) {
    var begun = new AtomicBoolean();
    lent.compute(
        to,
        (_, count) -> {
          int now = count == null ? 0 : count;
          begun.set(now < LinkLimits.LOANS_MAX);
          return begun.get() ? now + 1 : now;
        });
    AccountId account = to.account();
    return begun.get() ? new Lender(shelf, account, () -> lentOne(to)) : null;
  }

  private void lentOne(DeviceAddress to) {
    lent.computeIfPresent(to, (_, count) -> count == 1 ? null : count - 1);
  }

  // ── the end ──

  /// There is no link with this device any more.
  void unlinked(DeviceAddress device) {
    streams.stream().filter(it -> it.with.equals(device)).forEach(Stream::end);
    demands.values().stream().filter(it -> it.of().equals(device)).forEach(it -> it.to().ended());
  }
}
