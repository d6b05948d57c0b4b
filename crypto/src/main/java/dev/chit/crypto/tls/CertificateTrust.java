package dev.chit.crypto.tls;

import io.netty.handler.ssl.ResumableX509ExtendedTrustManager;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// The shape of our trust managers: one certificate, checked by what it says; nothing about hosts,
/// issuers or dates. Being "extended" keeps the JDK and Netty from adding checks of their own.
///
/// Being "resumable" makes Netty ask again when a session is resumed, which would else go by what
/// was true when it began.
abstract class CertificateTrust extends X509ExtendedTrustManager
    implements ResumableX509ExtendedTrustManager {

  abstract void checkClient(X509Certificate certificate) throws CertificateException;

  abstract void checkServer(X509Certificate certificate) throws CertificateException;

  private static X509Certificate only(X509Certificate[] chain) throws CertificateException {
    if (chain.length != 1) {
      throw new CertificateException(chain.length + " certificates (expected: 1, self-signed)");
    }
    return chain[0];
  }

  @Override
  public final void checkClientTrusted(X509Certificate[] chain, String keyType)
      throws CertificateException {
    checkClient(only(chain));
  }

  @Override
  public final void checkClientTrusted(X509Certificate[] chain, String keyType, Socket socket)
      throws CertificateException {
    checkClient(only(chain));
  }

  @Override
  public final void checkClientTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
      throws CertificateException {
    checkClient(only(chain));
  }

  @Override
  public final void checkServerTrusted(X509Certificate[] chain, String keyType)
      throws CertificateException {
    checkServer(only(chain));
  }

  @Override
  public final void checkServerTrusted(X509Certificate[] chain, String keyType, Socket socket)
      throws CertificateException {
    checkServer(only(chain));
  }

  @Override
  public final void checkServerTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
      throws CertificateException {
    checkServer(only(chain));
  }

  @Override
  public final void resumeClientTrusted(X509Certificate[] chain, SSLEngine engine)
      throws CertificateException {
    checkClient(only(chain));
  }

  @Override
  public final void resumeServerTrusted(X509Certificate[] chain, SSLEngine engine)
      throws CertificateException {
    checkServer(only(chain));
  }

  /// None is named: any self-signed certificate may be shown.
  @Override
  public final X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
