package dev.chit.app.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What keys do.
final class Keyboard {
  private static final int CANDIDATES_MAX = 30;

  private Keyboard() {}

  static Step press(Model model, Press press) {
    return switch (model.panel()) {
      case Panel.Question question -> answering(model, question, press);
      case Panel.Reading reading -> reading(model, reading, press);
      case Panel.None _ -> talking(model, press);
    };
  }

  /// Text that was typed or pasted; a pasted line break ends nothing.
  static Step typed(Model model, String raw) {
    String text = Typing.clean(raw);
    return switch (model.panel()) {
      case Panel.Question question ->
          Step.of(
              model.panel(
                  new Panel.Question(
                      question.prompt(),
                      question.secret(),
                      question.answer().insert(text.replace('\n', ' ')))));
      case Panel.Reading _ -> {
        Step back = back(model);
        yield text.equals("q") || text.isBlank()
            ? back
            : new Step(typed(back.model(), text, true).model(), back.effects());
      }
      case Panel.None _ -> typed(model, text, false);
    };
  }

  /// @param asText whether a question mark is one, not a call for help
  private static Step typed(Model model, String text, boolean asText) {
    return text.equals("?") && model.composer().isEmpty() && !asText
        ? press(model, Press.HELP)
        : Step.of(model.composer(model.composer().insert(text)));
  }

  private static Step talking(Model model, Press press) {
    return switch (press) {
      case ENTER -> enter(model);
      case TAB -> complete(model);
      case UP -> {
        Composer composer = model.composer();
        yield Step.of(model.composer(composer.older()));
      }
      case DOWN -> Step.of(model.composer(model.composer().newer()));
      case UNDO -> undo(model);
      case ESCAPE -> escape(model);
      case INTERRUPT -> interrupt(model);
      case END_OF_INPUT ->
          model.composer().isEmpty()
              ? Step.of(model, new Effect.Quit())
              : Step.of(model.composer(model.composer().delete()));
      case LEAVE -> Step.of(model, new Effect.Quit());
      case REDRAW -> Step.of(model, new Effect.Redraw());
      case HELP -> Step.of(model.panel(Help.panel(model)));
      case WALLET ->
          model.view() == Model.View.WALLET
              ? back(model.view(Model.View.TALK))
              : Step.of(model.view(Model.View.WALLET), new Effect.LoadWallet());
      case PEOPLE -> Step.of(model.view(Model.View.PEOPLE));
      case NEXT -> next(model, 1);
      case PREVIOUS -> next(model, -1);
      case PAGE_UP -> Scrolling.by(model, Scrolling.page(model));
      case PAGE_DOWN -> Scrolling.by(model, -Scrolling.page(model));
      case NEW_LINE,
          BACKSPACE,
          DELETE,
          LEFT,
          RIGHT,
          WORD_LEFT,
          WORD_RIGHT,
          HOME,
          END,
          DELETE_LINE,
          DELETE_REST,
          DELETE_WORD ->
          Step.of(model.composer(Typing.edit(model.composer(), press)));
    };
  }

  private static Step enter(Model model) {
    String text = model.composer().text();
    Model now = model.composer(model.composer().sent()).said(List.of());
    if (text.isBlank()) {
      return model.view() == Model.View.PEOPLE && model.room().with().isPresent()
          ? Reducer.open(now, model.room().with().get())
          : Step.of(now);
    }
    if (text.startsWith("/") && !text.startsWith("//")) {
      String line = text.substring(1).strip();
      if (!model.busy().isEmpty()) {
        return Step.of(model.said(List.of("Wait until that is done, or end it with Ctrl-C.")));
      }
      return Step.of(now.busy("/" + line + " …"), new Effect.Command(line));
    }
    Optional<With> with = model.room().with();
    if (with.isEmpty()) {
      return Step.of(model.said(List.of("Nobody is chosen. Ctrl-N chooses; so does /chat NAME.")));
    }
    String said = text.startsWith("//") ? text.substring(1) : text;
    return Step.of(
        now.room(now.room().sending(said)).view(Model.View.TALK), new Effect.Say(with.get(), said));
  }

  private static Step complete(Model model) {
    Composer composer = model.composer();
    Completion completion =
        Completion.of(composer.text(), composer.cursor(), model.words(), model.names());
    List<String> found = completion.candidates();
    Model now = model.composer(completion.into(composer));
    if (found.size() < 2) {
      return Step.of(now.said(List.of()));
    }
    String more = found.size() > CANDIDATES_MAX ? " …" : "";
    return Step.of(
        now.said(List.of(String.join("  ", found.stream().limit(CANDIDATES_MAX).toList()) + more)));
  }

  /// Takes back what was typed or, if nothing was, the text that was sent last; never money.
  private static Step undo(Model model) {
    if (!model.composer().isEmpty() || !model.composer().undo().isEmpty()) {
      return Step.of(model.composer(model.composer().undone()));
    }
    List<Entry> all = model.room().entries();
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i) instanceof Entry.Said said
          && !said.deleted()
          && model.mine().contains(said.id())) {
        return Step.of(model, new Effect.TakeBack(said.id(), said.text()));
      }
    }
    return Step.of(model.said(List.of("Nothing to take back here. Money is never taken back.")));
  }

  private static Step escape(Model model) {
    if (!model.said().isEmpty()) {
      return Step.of(model.said(List.of()));
    }
    if (model.view() == Model.View.WALLET) {
      return back(model.view(Model.View.TALK));
    }
    if (Layout.of(model).isNarrow()) {
      return Step.of(model.view(Model.View.PEOPLE));
    }
    return Step.of(model.room(model.room().scrolled(0, 0)));
  }

  private static Step interrupt(Model model) {
    if (!model.busy().isEmpty()) {
      return Step.of(model, new Effect.Interrupt());
    }
    return model.composer().isEmpty()
        ? Step.of(model.said(List.of("Ctrl-Q or /quit leaves.")))
        : Step.of(model.composer(model.composer().with("")));
  }

  private static Step next(Model model, int by) {
    List<Conversation> people = model.people();
    if (people.isEmpty()) {
      return Step.of(model);
    }
    int open = -1;
    for (int i = 0; i < people.size(); i++) {
      open = model.room().isOf(people.get(i).with()) ? i : open;
    }
    int next = open < 0 ? 0 : Math.floorMod(open + by, people.size());
    boolean stays = Layout.of(model).isNarrow() && model.view() == Model.View.PEOPLE;
    Step step = Reducer.open(model, people.get(next).with());
    return stays ? Step.of(step.model().view(Model.View.PEOPLE)) : step;
  }

  private static Step answering(Model model, Panel.Question question, Press press) {
    return switch (press) {
      case ENTER -> answered(model, Optional.of(question.answer().text()));
      case ESCAPE, END_OF_INPUT -> answered(model, Optional.empty());
      case INTERRUPT -> answered(model, Optional.empty()).and(new Effect.Interrupt());
      case LEAVE -> answered(model, Optional.empty()).and(new Effect.Quit());
      case REDRAW -> Step.of(model, new Effect.Redraw());
      case NEW_LINE, TAB, UP, DOWN, NEXT, PREVIOUS, HELP, WALLET, PEOPLE, PAGE_UP, PAGE_DOWN ->
          Step.of(model);
      case UNDO,
          BACKSPACE,
          DELETE,
          LEFT,
          RIGHT,
          WORD_LEFT,
          WORD_RIGHT,
          HOME,
          END,
          DELETE_LINE,
          DELETE_REST,
          DELETE_WORD ->
          Step.of(
              model.panel(
                  new Panel.Question(
                      question.prompt(),
                      question.secret(),
                      Typing.edit(question.answer(), press))));
    };
  }

  private static Step answered(Model model, Optional<String> answer) {
    return Step.of(model.panel(Panel.NONE), new Effect.Answer(answer));
  }

  private static Step reading(Model model, Panel.Reading reading, Press press) {
    return switch (press) {
      case ESCAPE, ENTER, HELP, INTERRUPT, END_OF_INPUT -> back(model);
      case LEAVE -> Step.of(model, new Effect.Quit());
      case REDRAW -> Step.of(model, new Effect.Redraw());
      case UP -> Scrolling.by(model, 1);
      case DOWN -> Scrolling.by(model, -1);
      case PAGE_UP -> Scrolling.by(model, Scrolling.page(model));
      case PAGE_DOWN -> Scrolling.by(model, -Scrolling.page(model));
      case HOME -> Scrolling.by(model, reading.lines().size());
      case END -> Scrolling.by(model, -reading.lines().size());
      case NEW_LINE,
          BACKSPACE,
          DELETE,
          LEFT,
          RIGHT,
          WORD_LEFT,
          WORD_RIGHT,
          TAB,
          DELETE_LINE,
          DELETE_REST,
          DELETE_WORD,
          NEXT,
          PREVIOUS,
          UNDO,
          WALLET,
          PEOPLE -> {
        Step back = back(model);
        Step then = press(back.model(), press);
        var effects = new ArrayList<>(back.effects());
        effects.addAll(then.effects());
        yield new Step(then.model(), effects);
      }
    };
  }

  /// To the conversation, which may have changed meanwhile.
  private static Step back(Model model) {
    Model now = model.panel(Panel.NONE);
    return now.room().with().isEmpty()
        ? Step.of(now)
        : Step.of(now, new Effect.LoadNewest(now.room().with().get(), now.room().loaded()));
  }
}
