package dev.chit.sessions.vault;

/// Why a vault does not open.
public final class VaultException extends Exception {
  private final Problem problem;

  /// What is wrong, with a stable code and a sentence for a person.
  public enum Problem {
    WRONG_PASSPHRASE("wrong-passphrase", "The passphrase is wrong."),
    PASSPHRASE_NEEDED("passphrase-needed", "This profile is locked with a passphrase."),
    DAMAGED("vault-damaged", "The file that holds the profile's key is damaged."),
    NEWER("vault-newer", "The profile was made by a newer version of chit.");

    private final String code;
    private final String message;

    Problem(String code, String message) {
      this.code = code;
      this.message = message;
    }

    public String code() {
      return code;
    }

    public String message() {
      return message;
    }
  }

  VaultException(Problem problem) {
    super(problem.message());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
