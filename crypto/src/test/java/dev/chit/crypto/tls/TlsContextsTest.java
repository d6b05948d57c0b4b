package dev.chit.crypto.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.crypto.BadCertificateException;
import dev.chit.crypto.Forgery;
import dev.chit.crypto.ServerCertificate;
import dev.chit.crypto.SigningKey;
import dev.chit.crypto.TlsIdentity;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TlsContextsTest {
  /// Numbers of the IANA registry of TLS supported groups.
  private static final int X25519 = 0x001d;

  private static final int X25519MLKEM768 = 0x11ec;

  private final Party.Server server = Party.Server.make();
  private final Party.Member alice = Party.Member.make();

  static Stream<Arguments> engines() {
    return Stream.of(TlsEngine.values())
        .flatMap(one -> Stream.of(TlsEngine.values()).map(other -> Arguments.of(one, other)));
  }

  @Test
  void boringSslIsTheBestHere() {
    assertEquals(TlsEngine.BORINGSSL, TlsEngine.best());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void theRightPartiesMeet(TlsEngine servers, TlsEngine clients) throws Exception {
    ServerTrust trust = ServerTrust.pinned(server.fingerprint());
    Handshake met = Handshake.between(listening(servers), connecting(alice.tls(), trust, clients));
    assertGood(met);
    assertEquals("TLSv1.3", met.server().protocol());
    assertEquals("TLSv1.3", met.client().protocol());
    assertEquals("h2", met.server().application());
    assertEquals("h2", met.client().application());
    assertEquals(Optional.of(alice.statement()), met.server().peer());
    assertTrue(met.server().kept());
    assertEquals(Optional.empty(), met.client().peer(), "a server is no member");
    assertEquals(Optional.of(server.logKey()), trust.logKey());
    boolean bothBoring = servers == TlsEngine.BORINGSSL && clients == TlsEngine.BORINGSSL;
    assertEquals(bothBoring ? X25519MLKEM768 : X25519, met.client().group());
  }

  @Test
  void theHybridGroupAloneIsEnoughForBoringSsl() throws Exception {
    SslContext client =
        TlsContexts.client(alice.tls(), pinned(), TlsEngine.BORINGSSL)
            .option(OpenSslContextOption.GROUPS, new String[] {"X25519MLKEM768"})
            .build();
    Handshake met = Handshake.between(listening(TlsEngine.BORINGSSL), client);
    assertGood(met);
    assertEquals(X25519MLKEM768, met.client().group());
  }

  @ParameterizedTest
  @EnumSource
  void anOlderProtocolIsRefused(TlsEngine servers) throws Exception {
    SslContext client =
        TlsContexts.client(alice.tls(), pinned(), TlsEngine.JDK).protocols("TLSv1.2").build();
    assertNobodyMet(Handshake.between(listening(servers), client));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aClientWithoutACertificateIsRefused(TlsEngine servers, TlsEngine clients) throws Exception {
    SslContext client =
        SslContextBuilder.forClient()
            .sslProvider(clients.provider())
            .protocols("TLSv1.3")
            .endpointIdentificationAlgorithm(null)
            .trustManager(pinned())
            .build();
    assertNobodyMet(Handshake.between(listening(servers), client));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aStolenStatementIsRefused(TlsEngine servers, TlsEngine clients) throws Exception {
    TlsIdentity thief = Forgery.withStatementOf(alice.tls().certificate());
    Handshake met = Handshake.between(listening(servers), connecting(thief, pinned(), clients));
    assertNobodyMet(met);
    assertInstanceOf(BadCertificateException.class, refusal(met.server()));
  }

  @ParameterizedTest
  @EnumSource
  void aStolenCertificateIsRefused(TlsEngine servers) throws Exception {
    TlsIdentity thief =
        new TlsIdentity(Party.Member.make().tls().privateKey(), alice.tls().certificate());
    // The JDK's engine does not look whether key and certificate belong together.
    assertNobodyMet(
        Handshake.between(listening(servers), connecting(thief, pinned(), TlsEngine.JDK)));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aServersCertificateIsNoMembers(TlsEngine servers, TlsEngine clients) throws Exception {
    TlsIdentity other = ServerCertificate.create(SigningKey.generate());
    assertNobodyMet(Handshake.between(listening(servers), connecting(other, pinned(), clients)));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void anImpostorsFingerprintIsRefusedAndNamed(TlsEngine servers, TlsEngine clients)
      throws Exception {
    ServerTrust trust = ServerTrust.pinned(Party.Server.make().fingerprint());
    Handshake met = Handshake.between(listening(servers), connecting(alice.tls(), trust, clients));
    assertNobodyMet(met);
    var refusal = assertInstanceOf(UntrustedServerException.class, refusal(met.client()));
    assertEquals(server.fingerprint(), refusal.presented());
    assertEquals(trust.fingerprint(), Optional.of(refusal.expected()));
    assertEquals(Optional.empty(), trust.logKey());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void anImpostorWithTheServersWordsIsRefused(TlsEngine servers, TlsEngine clients)
      throws Exception {
    TlsIdentity impostor = Forgery.withLogKeyOf(server.tls().certificate());
    Handshake met =
        Handshake.between(
            TlsContexts.server(impostor, new ClientTrust(), servers).build(),
            connecting(alice.tls(), pinned(), clients));
    assertNobodyMet(met);
    assertInstanceOf(BadCertificateException.class, refusal(met.client()));
  }

  @ParameterizedTest
  @EnumSource
  void aMemberCannotPoseAsAServer(TlsEngine engine) throws Exception {
    Party.Member mallory = Party.Member.make();
    Handshake met =
        Handshake.between(
            TlsContexts.server(mallory.tls(), new ClientTrust(), engine).build(),
            connecting(alice.tls(), ServerTrust.first(), engine));
    assertNobodyMet(met);
    assertInstanceOf(BadCertificateException.class, refusal(met.client()));
  }

  @ParameterizedTest
  @EnumSource
  void trustedFirstIsTrustedAlone(TlsEngine engine) throws Exception {
    ServerTrust trust = ServerTrust.first();
    SslContext client = connecting(alice.tls(), trust, engine);
    assertGood(Handshake.between(listening(engine), client));
    assertEquals(Optional.of(server.fingerprint()), trust.fingerprint());
    assertEquals(Optional.of(server.logKey()), trust.logKey());
    Party.Server other = Party.Server.make();
    Handshake second =
        Handshake.between(
            TlsContexts.server(other.tls(), new ClientTrust(), engine).build(), client);
    assertNobodyMet(second);
    assertInstanceOf(UntrustedServerException.class, refusal(second.client()));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void twoMembersLinkDirectly(TlsEngine listeners, TlsEngine callers) throws Exception {
    Party.Member bob = Party.Member.make();
    LinkTrust alices = new LinkTrust(peer -> peer.account().equals(bob.account()));
    LinkTrust bobs = new LinkTrust(peer -> peer.account().equals(alice.account()));
    Handshake met =
        Handshake.between(
            TlsContexts.server(alice.tls(), alices, listeners).build(),
            connecting(bob.tls(), bobs, callers));
    assertGood(met);
    assertEquals(Optional.of(bob.statement()), met.server().peer());
    assertEquals(Optional.of(alice.statement()), met.client().peer());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aLinkIsForTheOneExpected(TlsEngine listeners, TlsEngine callers) throws Exception {
    Party.Member bob = Party.Member.make();
    Party.Member mallory = Party.Member.make();
    LinkTrust alices = new LinkTrust(peer -> peer.account().equals(bob.account()));
    Handshake met =
        Handshake.between(
            TlsContexts.server(alice.tls(), alices, listeners).build(),
            connecting(mallory.tls(), new LinkTrust(_ -> true), callers));
    assertNobodyMet(met);
    refusal(met.server());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void whoComesAgainIsKnownAgain(TlsEngine servers, TlsEngine clients) throws Exception {
    SslContext listening = listening(servers);
    SslContext client = connecting(alice.tls(), pinned(), clients);
    Party.Member bob = Party.Member.make();
    for (int i = 0; i < 3; i++) {
      Handshake met = Handshake.between(listening, client);
      assertGood(met);
      assertEquals(Optional.of(alice.statement()), met.server().peer());
      Handshake other = Handshake.between(listening, connecting(bob.tls(), pinned(), clients));
      assertEquals(Optional.of(bob.statement()), other.server().peer());
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void whoIsNoLongerWantedCannotResume(TlsEngine listeners, TlsEngine callers) throws Exception {
    Party.Member bob = Party.Member.make();
    var wanted = new AtomicBoolean(true);
    SslContext listening =
        TlsContexts.server(alice.tls(), new LinkTrust(_ -> wanted.get()), listeners).build();
    SslContext calling = connecting(bob.tls(), new LinkTrust(_ -> true), callers);
    assertGood(Handshake.between(listening, calling));
    assertGood(Handshake.between(listening, calling));
    wanted.set(false);
    assertNobodyMet(Handshake.between(listening, calling));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aPeerNoLongerTrustedCannotResume(TlsEngine listeners, TlsEngine callers) throws Exception {
    Party.Member bob = Party.Member.make();
    var trusted = new AtomicBoolean(true);
    SslContext listening =
        TlsContexts.server(alice.tls(), new LinkTrust(_ -> true), listeners).build();
    SslContext calling = connecting(bob.tls(), new LinkTrust(_ -> trusted.get()), callers);
    assertGood(Handshake.between(listening, calling));
    assertGood(Handshake.between(listening, calling));
    trusted.set(false);
    Handshake last = Handshake.between(listening, calling);
    assertFalse(last.client().succeeded());
    refusal(last.client());
  }

  @Test
  void aServerLibrarysBuilderIsMadeStrict() throws Exception {
    // As such libraries do: key, certificate, an optional client certificate, older protocols.
    SslContextBuilder theirs =
        SslContextBuilder.forServer(server.tls().privateKey(), server.tls().certificate())
            .clientAuth(ClientAuth.OPTIONAL)
            .protocols("TLSv1.2", "TLSv1.3");
    TlsContexts.serverCustomizer().accept(theirs);
    SslContext listening = theirs.build();
    Handshake good =
        Handshake.between(listening, connecting(alice.tls(), pinned(), TlsEngine.best()));
    assertGood(good);
    assertEquals(X25519MLKEM768, good.client().group());
    TlsIdentity thief = Forgery.withStatementOf(alice.tls().certificate());
    assertNobodyMet(Handshake.between(listening, connecting(thief, pinned(), TlsEngine.best())));
  }

  private ServerTrust pinned() {
    return ServerTrust.pinned(server.fingerprint());
  }

  private SslContext listening(TlsEngine engine) throws Exception {
    return TlsContexts.server(server.tls(), new ClientTrust(), engine).build();
  }

  private static SslContext connecting(
      TlsIdentity me, javax.net.ssl.X509TrustManager trust, TlsEngine engine) throws Exception {
    return TlsContexts.client(me, trust, engine).build();
  }

  private static void assertGood(Handshake met) {
    assertTrue(met.server().succeeded(), () -> "server: " + met.server().failure());
    assertTrue(met.client().succeeded(), () -> "client: " + met.client().failure());
  }

  private static void assertNobodyMet(Handshake met) {
    assertFalse(met.server().succeeded());
    assertFalse(met.client().succeeded());
  }

  private static CertificateException refusal(Handshake.Side side) {
    Throwable failure = side.failure();
    assertNotNull(failure);
    return TlsFailure.notTrusted(failure).orElseThrow(() -> new AssertionError(failure));
  }
}
