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
/// A process that will check no more than a handful of signatures can ask for the JDK's own by the
/// system property `chit.ed25519=jdk`: it is slow, but there is nothing to load.
///
/// @param isNative whether it is native code
record Ed25519Choice(Ed25519Engine engine, boolean isNative) {
  private static final Logger log = LoggerFactory.getLogger(Ed25519.class);

  private static final Candidate JDK = new Candidate("JDK", false, Ed25519Choice::jdk);
  private static final List<Candidate> CANDIDATES =
      List.of(
          new Candidate("Amazon Corretto", true, Ed25519Choice::amazonCorretto),
          new Candidate("Conscrypt", true, Ed25519Choice::conscrypt),
          JDK);

  static Ed25519Choice make() {
    boolean isJdkAsked = "jdk".equals(System.getProperty("chit.ed25519"));
    Ed25519Choice choice = firstOf(isJdkAsked ? List.of(JDK) : CANDIDATES);
    if (choice.isNative || isJdkAsked) {
      log.info("Ed25519 by {}", choice.engine.name());
    } else {
      log.warn(
          "Ed25519 by {}: correct, but some twenty times slower than native code. "
              + "Run with --enable-native-access=ALL-UNNAMED on a supported platform.",
          choice.engine.name());
    }
    return choice;
  }

  private static Ed25519Choice firstOf(List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      try {
        var engine = new Ed25519Engine(candidate.source.provider());
        Ed25519SelfTest.run(engine);
        return new Ed25519Choice(engine, candidate.isNative);
      } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
        log.info("{} cannot judge Ed25519 signatures here: {}", candidate.name, e.toString());
      }
    }
    throw new IllegalStateException("no provider of Ed25519 passes the self-test");
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
