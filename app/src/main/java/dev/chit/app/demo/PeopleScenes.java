package dev.chit.app.demo;

import static dev.chit.app.demo.Scenes.expect;

import dev.chit.app.console.Answer;
import dev.chit.client.KeyCheck;
import dev.chit.crypto.SafetyNumber;

/// The steps about who is who.
final class PeopleScenes {
  private static final int SHOWN_DIGITS = 23;

  private PeopleScenes() {}

  static void verifyKeys(Stage stage, Answer told) throws Exception {
    SafetyNumber atAlice = stage.alice().client().contacts().safetyNumber(stage.bob().name());
    SafetyNumber atBob = stage.bob().client().contacts().safetyNumber(stage.alice().name());
    expect(atAlice.equals(atBob), "alice and bob see different safety numbers");
    KeyCheck key = stage.alice().client().contacts().verified(stage.bob().name()).key();
    expect(key == KeyCheck.VERIFIED, "the mark was not kept");
    told.with("safety_number", atAlice.digits())
        .line("verify     Both compare their safety number, " + shown(atAlice) + " …:")
        .line("           it is the same, so nobody is between them.");
  }

  private static String shown(SafetyNumber number) {
    return number.grouped().substring(0, SHOWN_DIGITS);
  }
}
