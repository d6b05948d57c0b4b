package dev.chit.app.console;

import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A caller at another one's terminal, where what is said and what went wrong come to one place.
public abstract class InnerCaller implements Caller {
  private final Caller around;

  protected InnerCaller(Caller around) {
    this.around = around;
  }

  @Override
  public final PrintStream err() {
    return out();
  }

  @Override
  public final @Nullable String env(String name) {
    return around.env(name);
  }

  @Override
  public final Path directory() {
    return around.directory();
  }
}
