package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.app.console.CommandFailure;
import dev.chit.doors.Doors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    header = "let somebody in by the door onechat",
    description = {
      "From now on whoever has the private key of this RSA-2048 public key can log in under the",
      "name. A key that was given before is replaced."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit admin onechat-user alice alice-public.pem --data /srv/chit"})
final class AdminOnechatUser implements Callable<Integer> {
  private static final int PEM_BYTES_MAX = 4_096;

  @ParentCommand private AdminCommand admin = new AdminCommand();

  @Mixin private final DataOptions options = new DataOptions();

  @Parameters(index = "0", paramLabel = "NAME", description = "The user's name.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "KEY", description = "The public key, a file in PEM.")
  private Path key = Path.of("");

  private final Context context;

  AdminOnechatUser(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Path file = context.caller().directory().resolve(key);
    try (InputStream in = Files.newInputStream(file)) {
      String pem = new String(in.readNBytes(PEM_BYTES_MAX + 1), StandardCharsets.US_ASCII);
      Doors.addUser(options.data(admin), name, pem);
    } catch (NoSuchFileException e) {
      throw CommandFailure.usage("There is no file " + file + ".");
    } catch (IllegalArgumentException wrong) {
      throw CommandFailure.usage(String.valueOf(wrong.getMessage()));
    }
    return new Answer()
        .with("name", name)
        .line(name + " can come in by the door onechat.")
        .value(name)
        .print(context.caller(), options.json(), options.quiet());
  }
}
