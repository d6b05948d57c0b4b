package dev.chit.app.crash;

import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.ClientConfig;
import dev.chit.client.Incoming;
import dev.chit.client.Paid;
import dev.chit.client.PaymentPendingException;
import dev.chit.client.ServerAddress;
import dev.chit.client.UnreachableException;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A member's client as a process, until it is killed: pays and writes to another member without a
/// pause, and tells what it was told.
///
/// Arguments: the profile's directory, the server's address, the own name, the other's, the number
/// of this run. Every payment has an amount of its own among all runs, and every message a text.
///
/// | line | said |
/// |---|---|
/// | `paying AMOUNT`, `writing TEXT` | before |
/// | `paid AMOUNT CHIT INDEX`, `pending AMOUNT CHIT`, `sent TEXT` | after |
/// | `got TEXT` | by the listener |
/// | `wrong …` | of everything that should not happen |
final class BusyMember {
  private static final int RUN = 100_000;
  private static final int THREADS = 3;
  private static final int PAUSE_MILLIS = 100;

  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final String name;
  private final AccountName other;
  private final AtomicInteger number;

  private BusyMember(String name, String other, int run) {
    this.name = name;
    this.other = new AccountName(other);
    this.number = new AtomicInteger(run * RUN);
  }

  /// The memo of a payment: every other one has one.
  static String memo(long minor) {
    return minor % 2 == 0 ? "memo " + minor : "";
  }

  public static void main(String[] arguments) {
    var member = new BusyMember(arguments[2], arguments[3], Integer.parseInt(arguments[4]));
    member.live(Path.of(arguments[0]), ServerAddress.parse(arguments[1]));
  }

  private void live(Path home, ServerAddress server) {
    try (ChitClient client = client(home, server)) {
      client.watch(this::arrived);
      if (client.whoami().name().isEmpty()) {
        untilReached(() -> client.register(new AccountName(name), ""));
      }
      untilReached(() -> client.contacts().accept(other));
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Callable<Void>> work =
            Stream.<Callable<Void>>of(
                    () -> forever(() -> pay(client)), () -> forever(() -> write(client)))
                .flatMap(each -> Stream.generate(() -> each).limit(THREADS))
                .toList();
        for (var ended : threads.invokeAll(work)) {
          ended.get();
        }
      }
    } catch (Exception e) {
      out.println("wrong " + e);
      e.printStackTrace();
    }
  }

  private static ChitClient client(Path home, ServerAddress server) throws ChitException {
    ClientConfig config = ClientConfig.of(home).withServer(server);
    return ChitClient.exists(home) ? ChitClient.open(config) : ChitClient.create(config);
  }

  /// Something that is done with the client.
  @FunctionalInterface
  private interface Deed {
    void run() throws ChitException, InterruptedException;
  }

  private Void forever(Deed deed) throws ChitException, InterruptedException {
    while (true) {
      untilReached(deed);
    }
  }

  /// Again while there is no server, or not yet the other member.
  private static void untilReached(Deed deed) throws ChitException, InterruptedException {
    while (true) {
      try {
        deed.run();
        return;
      } catch (UnreachableException e) {
        Thread.sleep(PAUSE_MILLIS);
      } catch (ChitRefusedException e) {
        if (!e.code().equals("unknown-account")) {
          throw e;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private void pay(ChitClient client) throws ChitException, InterruptedException {
    long minor = number.incrementAndGet();
    out.println("paying " + minor);
    try {
      Paid paid = client.pay(other, new Amount(minor), memo(minor));
      out.println("paid " + minor + " " + paid.chit() + " " + paid.index());
    } catch (PaymentPendingException e) {
      out.println("pending " + minor + " " + e.chit());
    }
  }

  private void write(ChitClient client) throws ChitException, InterruptedException {
    String text = name + "-" + number.incrementAndGet();
    out.println("writing " + text);
    var _ = client.send(other, text);
    out.println("sent " + text);
  }

  private void arrived(Incoming what) {
    switch (what) {
      case Incoming.Message message -> out.println("got " + message.text());
      case Incoming.PaymentRefused refused -> out.println("wrong " + refused);
      case Incoming.Warning warning -> out.println("wrong " + warning);
      case Incoming.TalkRequest _,
          Incoming.TalkRefused _,
          Incoming.GroupMessage _,
          Incoming.GroupNews _,
          Incoming.MessageEdited _,
          Incoming.MessageDeleted _,
          Incoming.DisappearAfter _,
          Incoming.Payment _,
          Incoming.Request _,
          Incoming.File _,
          Incoming.ChitMoved _,
          Incoming.MemoAttached _,
          Incoming.MessageMoved _,
          Incoming.PaymentSettled _,
          Incoming.Presence _,
          Incoming.Connection _ -> {}
    }
  }
}
