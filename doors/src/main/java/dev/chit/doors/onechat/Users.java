package dev.chit.doors.onechat;

import dev.chit.core.AccountName;
import dev.chit.core.ledger.Account;
import dev.chit.crypto.SecretFiles;
import dev.chit.server.custody.Custody;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Who may come in, and by which key: a file `users/NAME.pem` each, in lower case.
final class Users {
  static final int NAME_MAX = 19;
  private static final int KEY_BITS = 2_048;
  private static final int PEM_BYTES_MAX = 4_096;

  /// @param pem of the key, as others are given it
  record User(Account account, PublicKey key, String pem) {}

  private record Known(PublicKey key, String pem) {}

  private final Path folder;
  private final Custody custody;

  Users(Path folder, Custody custody) {
    this.folder = folder;
    this.custody = custody;
  }

  static void add(Path folder, String name, String pem) throws IOException {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "A name here is 1 to 19 letters (a-z), digits, '_', '.' or '-'.");
    }
    byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
    if (bytes.length > PEM_BYTES_MAX || key(pem).isEmpty()) {
      throw new IllegalArgumentException(
          "This is no RSA-2048 public key in PEM (expected: BEGIN PUBLIC KEY).");
    }
    SecretFiles.replace(file(folder, name), bytes);
  }

  /// Who that is, with an account that is opened if there is none; nobody if the operator gave no
  /// key, or the name is a member's.
  CompletionStage<Optional<User>> find(String name, InetAddress from) {
    if (!isName(name)) {
      return CompletableFuture.completedStage(Optional.empty());
    }
    var accountName = new AccountName(name);
    return custody
        .account(accountName)
        .thenCompose(
            account -> {
              Optional<Known> known = known(name);
              if (known.isEmpty() || account.isPresent()) {
                return CompletableFuture.completedStage(user(account, known));
              }
              return custody
                  .open(from, accountName, 0)
                  .thenCompose(_ -> custody.account(accountName))
                  .thenApply(opened -> user(opened, known));
            });
  }

  private static Optional<User> user(Optional<Account> account, Optional<Known> known) {
    return account
        .filter(Account::custodial)
        .flatMap(found -> known.map(it -> new User(found, it.key(), it.pem())));
  }

  private Optional<Known> known(String name) {
    Path file = file(folder, name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      String pem = new String(SecretFiles.read(file, PEM_BYTES_MAX), StandardCharsets.US_ASCII);
      return key(pem).map(key -> new Known(key, pem));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<PublicKey> key(String pem) {
    return Keys.rsa(pem).filter(key -> ((RSAPublicKey) key).getModulus().bitLength() == KEY_BITS);
  }

  private static boolean isName(String name) {
    return name.length() <= NAME_MAX && AccountName.isValid(name);
  }

  private static Path file(Path folder, String name) {
    return folder.resolve("users").resolve(new AccountName(name).folded() + ".pem");
  }
}
