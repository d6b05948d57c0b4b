package dev.chit.app.command;

import com.google.gson.JsonArray;
import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.doors.Dialect;
import dev.chit.doors.Doors;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    header = "write the certificates that a door's clients need",
    description = {
      "Writes ca.pem, server.pem, client.pem and client.key of a door into a directory, whether or",
      "not the server runs. They are made when they are first asked for, and stay the same."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit admin door-keys micropay-2018 /tmp/keys --data /srv/chit"})
final class AdminDoorKeys implements Callable<Integer> {
  @ParentCommand private AdminCommand admin = new AdminCommand();

  @Mixin private final DataOptions options = new DataOptions();

  @Parameters(index = "0", paramLabel = "DOOR", description = "The door's name.")
  private String door = "";

  @Parameters(index = "1", paramLabel = "TARGET", description = "Where they are written.")
  private Path target = Path.of("");

  private final Context context;

  AdminDoorKeys(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Dialect dialect =
        Dialect.named(door)
            .filter(Dialect::hasClientKeys)
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        "No door with keys is called “%s” (those that have keys: %s)."
                            .formatted(door, Dialect.namesWithKeys())));
    List<Path> files = write(dialect);
    var names = new JsonArray();
    files.forEach(file -> names.add(file.toString()));
    return new Answer()
        .with("door", dialect.text())
        .with("files", names)
        .line("The keys of " + dialect.text() + " are in " + files.getFirst().getParent() + ".")
        .line("Whoever has client.key can come in by that door: give it to its users only.")
        .print(context.caller(), options.json(), options.quiet());
  }

  private List<Path> write(Dialect dialect) throws IOException {
    try {
      return Doors.exportKeys(
          options.data(admin), dialect, context.caller().directory().resolve(target));
    } catch (FileAlreadyExistsException e) {
      throw CommandFailure.usage(e.getMessage() + " exists already, and is not written over.");
    }
  }
}
