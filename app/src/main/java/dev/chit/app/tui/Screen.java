package dev.chit.app.tui;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.function.Consumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/// The terminal, taken over while this is open and given back as it was.
final class Screen implements AutoCloseable {
  private static final String PROBES_TERMINAL = "org.jline.terminal.graphemeCluster";

  private static final String PASTES_IN_BRACKETS = "\u001b[?2004h";
  private static final String PASTES_BARE = "\u001b[?2004l";

  private final Terminal terminal;
  private final Attributes before;
  private final Display display;
  private final boolean mouse;

  private Screen(Terminal terminal, boolean mouse) {
    this.terminal = terminal;
    this.mouse = mouse;
    before = terminal.enterRawMode();
    // Ctrl-C and Ctrl-Z are keys here.
    Attributes raw = terminal.getAttributes();
    raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
    terminal.setAttributes(raw);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.keypad_xmit);
    terminal.writer().write(PASTES_IN_BRACKETS);
    if (mouse) {
      terminal.trackMouse(Terminal.MouseTracking.Normal);
    }
    terminal.flush();
    display = new Display(terminal, true);
    display.clear();
  }

  /// @param mouse whether clicks and the wheel come here, not to the terminal
  static Screen open(boolean mouse) throws IOException {
    System.setProperty(PROBES_TERMINAL, "false");
    return new Screen(
        TerminalBuilder.builder().system(true).dumb(true).encoding(UTF_8).build(), mouse);
  }

  boolean isDumb() {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  int columns() {
    return terminal.getColumns() > 0 ? terminal.getColumns() : 80;
  }

  int rows() {
    return terminal.getRows() > 0 ? terminal.getRows() : 24;
  }

  /// Tells of keys, the mouse and new sizes until the terminal is gone.
  void listen(Consumer<Event> events) {
    terminal.handle(
        Terminal.Signal.WINCH, _ -> events.accept(new Event.Resized(columns(), rows())));
    Thread.ofPlatform()
        .daemon()
        .name("keys")
        .start(
            () -> {
              var keys = new Keys(terminal);
              try {
                for (Event event = keys.next(); event != null; event = keys.next()) {
                  events.accept(event);
                }
              } catch (RuntimeException | Error gone) {
                // Said below: a terminal that cannot be read has gone.
              }
              events.accept(new Event.Ended());
            });
  }

  /// Sends what differs from what is there.
  void show(Picture picture, int columns, int rows) {
    Size size = Size.of(columns, rows);
    display.resize(size);
    display.update(picture.lines(), size.cursorPos(picture.cursorRow(), picture.cursorColumn()));
  }

  /// Everything is sent anew next time.
  void forget() {
    display.clear();
  }

  @Override
  public void close() {
    if (mouse) {
      terminal.trackMouse(Terminal.MouseTracking.Off);
    }
    terminal.writer().write(PASTES_BARE);
    terminal.puts(Capability.exit_ca_mode);
    terminal.puts(Capability.keypad_local);
    terminal.flush();
    terminal.setAttributes(before);
    try {
      terminal.close();
    } catch (IOException alreadyGone) {
      // The person closed the window.
    }
  }
}
