package dev.chit.doors.micropay;

/// A message of the `name#port` dialect, as far as the three programs agree.
public sealed interface Line {
  /// @param amount as typed, or empty if there is none
  record Register(String name, String amount) implements Line {}

  /// @param port as typed
  record Login(String name, String port) implements Line {}

  record List() implements Line {}

  record Exit() implements Line {}

  /// @param amount as typed
  record Payment(String payer, String amount, String payee) implements Line {}

  record Other() implements Line {}

  static Line parse(String text) {
    String[] parts = text.strip().split("#", -1);
    boolean isRegister = parts[0].equals("REGISTER");
    return switch (parts.length) {
      case 1 ->
          switch (parts[0]) {
            case "List" -> new List();
            case "Exit" -> new Exit();
            default -> new Other();
          };
      case 2 -> isRegister ? new Register(parts[1], "") : new Login(parts[0], parts[1]);
      case 3 ->
          isRegister ? new Register(parts[1], parts[2]) : new Payment(parts[0], parts[1], parts[2]);
      default -> new Other();
    };
  }
}
