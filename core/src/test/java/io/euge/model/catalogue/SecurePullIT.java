package io.euge.model.catalogue;

import static io.euge.model.catalogue.PullFixture.BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.euge.testing.TunnelProxy;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls by https, from a server with a certificate that the JDK's own keytool makes. */
class SecurePullIT {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path keys;
  private static SSLContext tls;

  @TempDir Path folder;
  private Loopback server;
  private URI address;
  private CatalogueEntry entry;
  private PulledModels models;

  @BeforeAll
  static void certificate() throws Exception {
    Path store = keys.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD),
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1")
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    KeyStore keyStore = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keyStore.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keyStore, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("own", keyStore.getCertificate("mykey"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    tls = SSLContext.getInstance("TLS");
    tls.init(own.getKeyManagers(), trust.getTrustManagers(), null);
  }

  @BeforeEach
  void serve() throws Exception {
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(tls));
    server = new Loopback(https, Loopback.file(BYTES));
    address = URI.create("https://localhost:" + server.port() + "/small.cfg");
    entry = PullFixture.entry(address, BYTES, folder);
    models = new PulledModels(folder.resolve("cache"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aRedirectionToAnotherSecureAddressIsFollowed() throws Exception {
    server.answer(
        exchange -> {
          Loopback.status(301, "Location", address.resolve("/moved").toString()).handle(exchange);
          server.answer(Loopback.file(BYTES));
        });
    pull(Map.of());
    assertThat(models.model(entry)).hasBinaryContent(BYTES);
  }

  @Test
  void aRedirectionToAnAddressWithoutSecurityIsNot() throws Exception {
    try (Loopback plain = new Loopback(Loopback.file(BYTES))) {
      server.answer(Loopback.status(302, "Location", plain.at("/plain").toString()));
      assertThatThrownBy(() -> pull(Map.of()))
          .hasMessageContainingAll("302", plain.at("/plain").toString(), "from https to http");
      assertThat(plain.asked()).isEmpty();
    }
    assertThat(models.contains(entry)).isFalse();
  }

  @Test
  void aServerWithAnUntrustedCertificateIsRefused() {
    ModelPull untrusting = PullFixture.pull(models);
    assertThatThrownBy(() -> untrusting.pull(entry, (file, bytes) -> {}))
        .hasMessageContainingAll("Cannot reach " + address, "trustStore");
  }

  @Test
  void aProxyIsATunnelWithoutSight() throws Exception {
    try (TunnelProxy proxy = new TunnelProxy("")) {
      pull(Map.of("https_proxy", "http://127.0.0.1:" + proxy.port()));
      assertThat(proxy.tunnels()).containsExactly("localhost:" + server.port());
    }
    assertThat(models.model(entry)).hasBinaryContent(BYTES);
  }

  @Test
  void aTunnelsProxyGetsItsNameAndPassword() throws Exception {
    try (TunnelProxy proxy = new TunnelProxy("user:secret")) {
      pull(Map.of("https_proxy", "http://user:secret@127.0.0.1:" + proxy.port()));
      assertThat(proxy.tunnels()).containsExactly("localhost:" + server.port());
    }
    assertThat(models.model(entry)).hasBinaryContent(BYTES);
  }

  @Test
  void aTunnelsProxyThatRequiresAPasswordIsReported() throws Exception {
    try (TunnelProxy proxy = new TunnelProxy("user:secret")) {
      assertThatThrownBy(() -> pull(Map.of("https_proxy", "http://127.0.0.1:" + proxy.port())))
          .hasMessageContainingAll("407", "https_proxy as http://NAME:PASSWORD@");
      assertThat(proxy.tunnels()).isEmpty();
    }
  }

  private void pull(Map<String, String> environment) {
    new ModelPull(
            models,
            ModelMirror.of(environment),
            ModelPull.client(environment).sslContext(tls),
            PullFixture.PATIENT)
        .pull(entry, (file, bytes) -> {});
  }
}
