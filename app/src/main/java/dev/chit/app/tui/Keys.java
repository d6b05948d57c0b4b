package dev.chit.app.tui;

import static org.jline.keymap.KeyMap.alt;
import static org.jline.keymap.KeyMap.ctrl;
import static org.jline.keymap.KeyMap.del;
import static org.jline.keymap.KeyMap.esc;
import static org.jline.keymap.KeyMap.key;

import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.MouseEvent;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.MouseSupport;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/// What a terminal sends, as events.
final class Keys {
  /// How long an escape may be the beginning of a key.
  private static final long ESCAPE_MILLIS = 150;

  private static final String PASTE = "\u001b[200~";
  private static final String PASTE_END = "\u001b[201~";

  private sealed interface Meaning {
    record Does(Press press) implements Meaning {}

    record Writes() implements Meaning {}

    record Pastes() implements Meaning {}

    record Mouse() implements Meaning {}
  }

  private final Terminal terminal;
  private final BindingReader reader;
  private final KeyMap<Meaning> map = new KeyMap<>();

  Keys(Terminal terminal) {
    this.terminal = terminal;
    this.reader = new BindingReader(terminal.reader());
    map.setAmbiguousTimeout(ESCAPE_MILLIS);
    map.setUnicode(new Meaning.Writes());
    for (char c = ' '; c < 0x7f; c++) {
      map.bind(new Meaning.Writes(), Character.toString(c));
    }
    map.bind(new Meaning.Pastes(), PASTE);
    map.bind(new Meaning.Mouse(), MouseSupport.keys(terminal));
    bind(Press.ENTER, "\r");
    bind(Press.NEW_LINE, "\n", alt("\r"));
    bind(Press.BACKSPACE, del(), ctrl('H'));
    bind(Press.DELETE_WORD, ctrl('W'), alt(del()));
    bind(Press.DELETE_LINE, ctrl('U'));
    bind(Press.DELETE_REST, ctrl('K'));
    bind(Press.HOME, ctrl('A'), "\u001b[H", "\u001b[1~", "\u001bOH");
    bind(Press.END, ctrl('E'), "\u001b[F", "\u001b[4~", "\u001bOF");
    bind(Press.LEFT, ctrl('B'), "\u001b[D", "\u001bOD");
    bind(Press.RIGHT, ctrl('F'), "\u001b[C", "\u001bOC");
    bind(Press.UP, "\u001b[A", "\u001bOA");
    bind(Press.DOWN, "\u001b[B", "\u001bOB");
    bind(Press.WORD_LEFT, alt('b'), "\u001b[1;5D", "\u001b[1;3D");
    bind(Press.WORD_RIGHT, alt('f'), "\u001b[1;5C", "\u001b[1;3C");
    bind(Press.DELETE, "\u001b[3~");
    bind(Press.PAGE_UP, "\u001b[5~", alt('v'));
    bind(Press.PAGE_DOWN, "\u001b[6~", ctrl('V'));
    bind(Press.NEXT, ctrl('N'), "\u001b[1;3B", "\u001b[1;5B");
    bind(Press.PREVIOUS, ctrl('P'), "\u001b[1;3A", "\u001b[1;5A");
    bind(Press.TAB, "\t");
    bind(Press.ESCAPE, esc());
    bind(Press.UNDO, ctrl('Z'), ctrl('_'));
    bind(Press.HELP, "\u001bOP", "\u001b[11~", "\u001b[[A");
    bind(Press.WALLET, "\u001bOQ", "\u001b[12~", "\u001b[[B");
    bind(Press.PEOPLE, "\u001bOR", "\u001b[13~", "\u001b[[C");
    bind(Press.INTERRUPT, ctrl('C'));
    bind(Press.END_OF_INPUT, ctrl('D'));
    bind(Press.LEAVE, ctrl('Q'));
    bind(Press.REDRAW, ctrl('L'));
    bind(Press.UP, Capability.key_up);
    bind(Press.DOWN, Capability.key_down);
    bind(Press.LEFT, Capability.key_left);
    bind(Press.RIGHT, Capability.key_right);
    bind(Press.HOME, Capability.key_home);
    bind(Press.END, Capability.key_end);
    bind(Press.DELETE, Capability.key_dc);
    bind(Press.PAGE_UP, Capability.key_ppage);
    bind(Press.PAGE_DOWN, Capability.key_npage);
    bind(Press.HELP, Capability.key_f1);
    bind(Press.WALLET, Capability.key_f2);
    bind(Press.PEOPLE, Capability.key_f3);
  }

  private void bind(Press press, String... sequences) {
    map.bind(new Meaning.Does(press), sequences);
  }

  private void bind(Press press, Capability capability) {
    String sequence = key(terminal, capability);
    if (sequence != null) {
      map.bind(new Meaning.Does(press), sequence);
    }
  }

  /// Waits for the next event.
  ///
  /// @return null when the terminal is gone
  @Nullable Event next() {
    while (true) {
      Meaning meaning = reader.readBinding(map);
      Event event =
          switch (meaning) {
            case null -> new Event.Ended();
            case Meaning.Does(Press press) -> new Event.Key(press);
            case Meaning.Writes _ -> new Event.Typed(reader.getLastBinding());
            case Meaning.Pastes _ -> pasted();
            case Meaning.Mouse _ -> mouse();
          };
      if (event != null) {
        return meaning == null ? null : event;
      }
    }
  }

  private Event pasted() {
    String text = reader.readStringUntil(PASTE_END);
    return text == null ? new Event.Ended() : new Event.Typed(text);
  }

  /// Null for what does nothing, as letting a button go.
  private @Nullable Event mouse() {
    MouseEvent mouse = terminal.readMouseEvent(reader::readCharacter, reader.getLastBinding());
    return switch (mouse.getType()) {
      case Pressed ->
          mouse.getButton() == MouseEvent.Button.Button1
              ? new Event.Click(mouse.getX(), mouse.getY())
              : null;
      case Wheel ->
          new Event.Wheel(
              mouse.getX(), mouse.getY(), mouse.getButton() == MouseEvent.Button.WheelUp);
      case Released, Moved, Dragged -> null;
    };
  }
}
