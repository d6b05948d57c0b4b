package dev.chit.app.demo;

import static dev.chit.app.demo.Scenes.expect;

import dev.chit.app.console.Answer;
import dev.chit.app.console.ProgressBar;
import dev.chit.client.ChitClient;
import dev.chit.client.FileProgress;
import dev.chit.client.Incoming;
import dev.chit.client.SharedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/// The step about a file.
final class FileScenes {
  private static final int SIZE = 32_000_000;
  private static final int SEED = 1;

  private FileScenes() {}

  static void file(Stage stage, Answer told) throws Exception {
    Path film = stage.film();
    var bytes = new byte[SIZE];
    new Random(SEED).nextBytes(bytes);
    Files.write(film, bytes);
    ChitClient alice = stage.alice().client();
    ChitClient bob = stage.bob().client();

    long start = System.nanoTime();
    try (ProgressBar bar = stage.bar()) {
      FileProgress progress = bar::bytesAt;
      alice.files().send(stage.bob().name(), film, progress);
    }
    double sentSeconds = seconds(start);
    SharedFile offered = stage.bob().next(Incoming.File.class).file();
    expect(offered.size() == SIZE, "bob is offered another file");

    start = System.nanoTime();
    Path saved;
    try (ProgressBar bar = stage.bar()) {
      FileProgress progress = bar::bytesAt;
      saved = bob.files().save(offered, stage.downloads(), progress).path().orElseThrow();
    }
    double savedSeconds = seconds(start);
    expect(Files.mismatch(film, saved) == -1, "bob has another file than alice sent");
    told.with("file", offered.id().toString())
        .with("size", offered.size())
        .with("sent_mb_per_second", rate(sentSeconds))
        .with("saved_mb_per_second", rate(savedSeconds))
        .line("file       alice sends bob a file of " + SIZE / 1_000_000 + " MB, sealed in pieces")
        .line(
            String.format(
                Locale.ROOT,
                "           (%.0f MB/s); bob saves it (%.0f MB/s). It appears once every piece",
                rate(sentSeconds),
                rate(savedSeconds)))
        .line("           of it was checked.");
  }

  private static double rate(double seconds) {
    return Math.round(SIZE / 1e5 / seconds) / 10.0;
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
