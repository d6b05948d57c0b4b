package dev.chit.sessions;

import java.io.Serial;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/// While it is open, X25519 is computed by the JDK once for each pair of keys and remembered: for
/// tests that open the same envelope ten thousand times with one bit changed, of which few are bits
/// of a key.
final class RememberingX25519 implements AutoCloseable {
  private static final String REAL = "SunEC";
  private static final Provider PROVIDER = new Remembering();
  private static final Map<Keys, byte[]> KNOWN = new ConcurrentHashMap<>();

  private record Keys(List<Byte> mine, BigInteger theirs) {}

  RememberingX25519() {
    Security.insertProviderAt(PROVIDER, 1);
  }

  @Override
  public void close() {
    Security.removeProvider(PROVIDER.getName());
    KNOWN.clear();
  }

  private static final class Remembering extends Provider {
    @Serial private static final long serialVersionUID = 1;

    Remembering() {
      super("RememberingX25519", "1", "for tests");
      put("KeyAgreement.X25519", Agreement.class.getName());
    }
  }

  /// Called by the security framework.
  public static final class Agreement extends KeyAgreementSpi {
    private @Nullable PrivateKey mine;
    private byte @Nullable [] shared;

    @Override
    protected void engineInit(Key key, SecureRandom random) {
      mine = (PrivateKey) key;
    }

    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec parameters, SecureRandom random) {
      mine = (PrivateKey) key;
    }

    @Override
    protected @Nullable Key engineDoPhase(Key key, boolean lastPhase) throws InvalidKeyException {
      var theirs = (PublicKey) key;
      var keys = new Keys(bytes(), ((XECPublicKey) theirs).getU());
      shared = KNOWN.get(keys);
      if (shared == null) {
        shared = agree(theirs);
        KNOWN.put(keys, shared);
      }
      return null;
    }

    private List<Byte> bytes() {
      byte[] scalar = ((XECPrivateKey) mine()).getScalar().orElseThrow();
      var boxed = new Byte[scalar.length];
      Arrays.setAll(boxed, i -> scalar[i]);
      return List.of(boxed);
    }

    private byte[] agree(PublicKey theirs) throws InvalidKeyException {
      try {
        KeyAgreement agreement = KeyAgreement.getInstance("X25519", REAL);
        agreement.init(mine());
        agreement.doPhase(theirs, true);
        return agreement.generateSecret();
      } catch (InvalidKeyException e) {
        throw e;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private PrivateKey mine() {
      if (mine == null) {
        throw new IllegalStateException("no key yet");
      }
      return mine;
    }

    @Override
    protected byte[] engineGenerateSecret() {
      if (shared == null) {
        throw new IllegalStateException("no other key yet");
      }
      return shared.clone();
    }

    @Override
    protected int engineGenerateSecret(byte[] to, int offset) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected SecretKey engineGenerateSecret(String algorithm) {
      throw new UnsupportedOperationException();
    }
  }
}
