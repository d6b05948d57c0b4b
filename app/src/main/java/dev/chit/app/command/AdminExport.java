package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.export.Export;
import dev.chit.client.OperatorClient;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    header = "write the whole log to a directory, for an auditor",
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit admin export ./log --data /srv/chit",
      "  chit audit ./log --server HOST:PORT#FINGERPRINT"
    })
final class AdminExport extends OperatorCommand {
  @Parameters(paramLabel = "DIR", description = "A directory without an export; made if missing.")
  private Path directory = Path.of("");

  AdminExport(Context context) {
    super(context);
  }

  @Override
  Answer answer(OperatorClient operator) throws Exception {
    long events = Export.write(operator, directory);
    return new Answer()
        .with("events", events)
        .with("directory", directory.toString())
        .line(events + " events are in " + directory + ".");
  }
}
