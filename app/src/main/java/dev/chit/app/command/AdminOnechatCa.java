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
    header = "write what clients of the door onechat know the server by",
    description = {
      "Writes ca.pem, server.pem and crl.pem into a directory. They are made when they are first",
      "asked for, and stay the same."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit admin onechat-ca /tmp/keys --data /srv/chit"})
final class AdminOnechatCa implements Callable<Integer> {
  @ParentCommand private AdminCommand admin = new AdminCommand();

  @Mixin private final DataOptions options = new DataOptions();

  @Parameters(paramLabel = "TARGET", description = "Where they are written.")
  private Path target = Path.of("");

  private final Context context;

  AdminOnechatCa(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    List<Path> files;
    try {
      files =
          Doors.exportKeys(
              options.data(admin), Dialect.ONECHAT, context.caller().directory().resolve(target));
    } catch (FileAlreadyExistsException e) {
      throw CommandFailure.usage(e.getMessage() + " exists already, and is not written over.");
    }
    var names = new JsonArray();
    files.forEach(file -> names.add(file.toString()));
    return new Answer()
        .with("door", Dialect.ONECHAT.text())
        .with("files", names)
        .line("Authority, certificate and revocations are in " + files.getFirst().getParent() + ".")
        .print(context.caller(), options.json(), options.quiet());
  }
}
