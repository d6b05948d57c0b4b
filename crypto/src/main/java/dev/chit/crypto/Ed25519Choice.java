package dev.chit.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import org.conscrypt.Conscrypt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The first provider that loads and passes the self-test.
///
/// @param isNative whether it is native code
record Ed25519Choice(Ed25519Engine engine, boolean isNative) {
  private static final Logger log = LoggerFactory.getLogger(Ed25519.class);

  private static final List<Candidate> CANDIDATES =
      List.of(
          new Candidate("Amazon Corretto", true, Ed25519Choice::amazonCorretto),
          new Candidate("Conscrypt", true, Ed25519Choice::conscrypt),
          new Candidate("JDK", false, Ed25519Choice::jdk));

  static Ed25519Choice make() {
    for (Candidate candidate : CANDIDATES) {
      try {
        var engine = new Ed25519Engine(candidate.source.provider());
        Ed25519SelfTest.run(engine);
        announce(engine, candidate.isNative);
        return new Ed25519Choice(engine, candidate.isNative);
      } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
        log.info("{} cannot judge Ed25519 signatures here: {}", candidate.name, e.toString());
      }
    }
    throw new IllegalStateException("no provider of Ed25519 passes the self-test");
  }

  private static void announce(Ed25519Engine engine, boolean isNative) {
    if (isNative) {
      log.info("Ed25519 by {}", engine.name());
    } else {
      log.warn(
          "Ed25519 by {}: correct, but some twenty times slower than native code. "
              + "Run with --enable-native-access=ALL-UNNAMED on a supported platform.",
          engine.name());
    }
  }

  /// Withdraws quietly when native access is denied: it has to be asked.
  static Provider amazonCorretto() throws GeneralSecurityException {
    AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
    Throwable error = provider.getLoadingError();
    if (error != null) {
      throw new GeneralSecurityException("native library not loaded", error);
    }
    return provider;
  }

  /// As an object only: installed into the provider list it breaks the JDK's TLS.
  static Provider conscrypt() {
    return Conscrypt.newProvider();
  }

  static Provider jdk() {
    return Security.getProvider("SunEC");
  }

  private record Candidate(String name, boolean isNative, Source source) {}

  @FunctionalInterface
  private interface Source {
    Provider provider() throws GeneralSecurityException;
  }
}
