package dev.chit.app.command;

import dev.chit.app.console.Clean;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Exit;
import dev.chit.client.ChitClient;
import dev.chit.client.Incoming;
import dev.chit.client.Subscription;
import dev.chit.core.AccountId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    description = {
      "Begins with the messages and payments that nobody has seen yet. While it runs, other",
      "commands on the same profile go through it."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit watch", "  chit watch --count 1 --timeout 30 --json"})
final class WatchCommand extends ProfileCommand {
  private static final long FOREVER = Long.MAX_VALUE;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Stop after N messages and payments; presence and the like are not counted.")
  private int count;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      description = "Stop after S seconds; exit 1 if --count was not reached.")
  private long timeoutSeconds;

  WatchCommand(Context context) {
    super(context);
  }

  @Override
  Profiles.Opening opening() {
    if (count < 0 || timeoutSeconds < 0) {
      throw CommandFailure.usage("--count and --timeout are more than zero.");
    }
    return Profiles.Opening.AS_OWNER;
  }

  @Override
  int run(ChitClient client) throws Exception {
    WhoamiCommand.name(client.whoami());
    AccountId me = client.whoami().account();
    var enough = new CountDownLatch(1);
    var left = new AtomicInteger(count == 0 ? Integer.MAX_VALUE : count);
    var watching = new CompletableFuture<Subscription>();
    try (Subscription subscription =
        client.watch(incoming -> take(incoming, me, left, enough, watching))) {
      watching.complete(subscription);
      boolean reached =
          enough.await(timeoutSeconds == 0 ? FOREVER : timeoutSeconds, TimeUnit.SECONDS);
      if (!reached && count > 0) {
        throw CommandFailure.refused(
            "timeout", "Only " + (count - left.get()) + " of " + count + " arrived in time.");
      }
    }
    return Exit.DONE;
  }

  /// Ends the watch within the call for the last one, so that the next stays unseen.
  private void take(
      Incoming incoming,
      AccountId me,
      AtomicInteger left,
      CountDownLatch enough,
      CompletableFuture<Subscription> watching) {
    if (!Arrival.isOwnPresence(incoming, me)) {
      print(incoming);
    }
    if (Arrival.isAddressed(incoming) && left.decrementAndGet() == 0) {
      watching.join().close();
      enough.countDown();
    }
  }

  private void print(Incoming incoming) {
    var out = context.caller().out();
    if (options.json()) {
      out.println(Clean.json(Arrival.json(incoming).toString()));
    } else if (!options.quiet() || Arrival.isAddressed(incoming)) {
      Arrival.line(incoming).ifPresent(out::println);
    }
    out.flush();
  }
}
