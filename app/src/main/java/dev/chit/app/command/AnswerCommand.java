package dev.chit.app.command;

import dev.chit.app.console.Answer;
import dev.chit.client.ChitClient;

/// A command that works on a profile and gives one answer.
abstract class AnswerCommand extends ProfileCommand {
  AnswerCommand(Context context) {
    super(context);
  }

  @Override
  final int run(ChitClient client) throws Exception {
    return answer(client).print(context.caller(), options.json(), options.quiet());
  }

  abstract Answer answer(ChitClient client) throws Exception;
}
