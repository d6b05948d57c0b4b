package dev.chit.app.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.ExitClass;
import dev.chit.client.Receipt;
import dev.chit.client.ReceiptFile;
import dev.chit.core.ChitId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// Writes receipts to files, for whoever has neither server nor network.
final class SavedReceipts {
  private static final int PAGE = 500;

  private final ChitClient client;
  private final boolean withMemo;

  SavedReceipts(ChitClient client, boolean withMemo) {
    this.client = client;
    this.withMemo = withMemo;
  }

  /// One payment's, to a file that does not exist yet.
  Answer one(ChitId chit, Path file) throws Exception {
    ReceiptFile receipt = client.receiptFile(chit, withMemo);
    try {
      Files.writeString(file, receipt.text(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw CommandFailure.unusable("file-exists", "There is a file " + file + " already.");
    }
    var answer =
        new Answer().value(file.toString()).line("Written: " + Clean.line(file.toString()));
    json(receipt, file).entrySet().forEach(entry -> answer.with(entry.getKey(), entry.getValue()));
    return answer;
  }

  /// All payments', one file each, but those that are there already.
  Answer all(Path directory) throws Exception {
    Files.createDirectories(directory);
    var saved = new JsonArray();
    var failed = new JsonArray();
    var answer = new Answer().with("saved", saved).with("failed", failed);
    Optional<Long> before = Optional.empty();
    while (true) {
      List<Receipt> page = client.receipts(PAGE, before);
      for (Receipt receipt : page) {
        try {
          save(receipt.chit(), directory, saved);
        } catch (ChitException e) {
          if (e.exitClass() == ExitClass.UNREACHABLE && !e.code().equals("bad-proof")) {
            throw e;
          }
          failed.add(json(receipt.chit(), e));
          answer.failed(
              CommandFailure.refused(
                  e.code(), "Not all receipts could be written: " + e.getMessage()));
        }
      }
      if (page.size() < PAGE) {
        return answer
            .value(directory.toString())
            .line(saved.size() + " receipts written to " + Clean.line(directory.toString()) + ".");
      }
      before = Optional.of(page.getLast().index());
    }
  }

  private void save(ChitId chit, Path directory, JsonArray saved)
      throws ChitException, IOException, InterruptedException {
    Path file = directory.resolve(chit + ".receipt");
    if (!Files.exists(file)) {
      ReceiptFile receipt = client.receiptFile(chit, withMemo);
      Files.writeString(file, receipt.text(), StandardOpenOption.CREATE_NEW);
      saved.add(json(receipt, file));
    }
  }

  private static JsonObject json(ReceiptFile receipt, Path file) {
    var json = new JsonObject();
    json.addProperty("chit", receipt.chit().toString());
    json.addProperty("index", receipt.index());
    json.addProperty("file", file.toString());
    return json;
  }

  private static JsonObject json(ChitId chit, ChitException why) {
    var json = new JsonObject();
    json.addProperty("chit", chit.toString());
    json.addProperty("code", why.code());
    json.addProperty("message", why.getMessage());
    return json;
  }
}
