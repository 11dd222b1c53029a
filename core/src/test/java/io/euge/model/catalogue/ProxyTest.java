package io.euge.model.catalogue;

import static io.euge.model.catalogue.PullFixture.BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.euge.OptionException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {
  private static final URI FAR = URI.create("http://models.example.invalid/small.cfg");

  @TempDir Path folder;
  private Loopback proxy;
  private CatalogueEntry entry;
  private PulledModels models;

  @BeforeEach
  void serve() throws Exception {
    proxy = new Loopback(Loopback.file(BYTES));
    entry = PullFixture.entry(FAR, BYTES, folder);
    models = new PulledModels(folder.resolve("cache"));
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http_proxy", "HTTP_PROXY", "all_proxy"})
  void theEnvironmentsProxyIsAsked(String variable) {
    pull(Map.of(variable, proxy.at("").toString()));
    assertThat(models.model(entry)).hasBinaryContent(BYTES);
    assertThat(proxy.asked().get(0).address()).isEqualTo(FAR.toString());
  }

  @Test
  void javasOwnPropertiesWin() {
    System.setProperty("http.proxyHost", "127.0.0.1");
    System.setProperty("http.proxyPort", Integer.toString(proxy.port()));
    try {
      pull(Map.of("http_proxy", "http://127.0.0.1:9"));
    } finally {
      System.clearProperty("http.proxyHost");
      System.clearProperty("http.proxyPort");
    }
    assertThat(models.contains(entry)).isTrue();
  }

  @Test
  void aProxyGetsTheNameAndPasswordOfItsAddress() {
    proxy.answer(
        exchange -> {
          if (expected("user:p@ss").equals(given(exchange))) {
            Loopback.file(BYTES).handle(exchange);
          } else {
            challenge(exchange);
          }
        });
    pull(Map.of("http_proxy", "http://user:p%40ss@127.0.0.1:" + proxy.port()));
    assertThat(models.contains(entry)).isTrue();
  }

  @Test
  void aServerDoesNotGetTheProxysPassword() {
    proxy.answer(
        exchange -> {
          exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
          exchange.sendResponseHeaders(401, -1);
        });
    assertThatThrownBy(
            () -> pull(Map.of("http_proxy", "http://user:p%40ss@127.0.0.1:" + proxy.port())))
        .hasMessageNotContaining("p@ss");
    assertThat(models.contains(entry)).isFalse();
  }

  @Test
  void aProxyThatRequiresAPasswordIsReported() {
    proxy.answer(ProxyTest::challenge);
    assertThatThrownBy(() -> pull(Map.of("http_proxy", proxy.at("").toString())))
        .hasMessageContainingAll("HTTP 407", "https_proxy as http://NAME:PASSWORD@");
  }

  @Test
  void aProxyThatCannotBeReachedIsNamed() {
    int port = proxy.port();
    proxy.close();
    assertThatThrownBy(() -> pull(Map.of("http_proxy", "http://127.0.0.1:" + port)))
        .hasMessageContaining("Cannot reach " + FAR + " through the proxy")
        .hasMessageContaining("127.0.0.1:" + port + ": connection refused; ");
  }

  @ParameterizedTest
  @CsvSource({
    "https_proxy, https://a.example.org/x, '', true",
    "https_proxy, http://a.example.org/x, '', false",
    "https_proxy, https://a.example.org/x, 'b.org,example.org', false",
    "https_proxy, https://a.example.org/x, .example.org, false",
    "https_proxy, https://A.EXAMPLE.ORG/x, *.example.org, false",
    "https_proxy, https://a.example.org/x, a.example.org:443, false",
    "https_proxy, https://notexample.org/x, example.org, true",
    "https_proxy, https://a.example.org/x, *, false",
    "https_proxy, https://[::1]/x, '::1', false",
  })
  void whatNeedsNoProxyHasNone(String variable, URI address, String exempt, boolean proxied) {
    EnvironmentProxies proxies =
        new EnvironmentProxies(Map.of(variable, "proxy:3128", "NO_PROXY", exempt));
    Proxy chosen = proxies.select(address).get(0);
    assertThat(chosen.type()).isEqualTo(proxied ? Proxy.Type.HTTP : Proxy.Type.DIRECT);
    if (proxied) {
      InetSocketAddress place = (InetSocketAddress) chosen.address();
      assertThat(place.getHostString()).isEqualTo("proxy");
      assertThat(place.getPort()).isEqualTo(3128);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://proxy:1080", "http://", "http://a b", "http://me:secret@:80"})
  void whatCannotBeAProxyIsRefusedWithoutShowingIt(String given) {
    assertThatThrownBy(() -> pull(Map.of("https_proxy", given)))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("set https_proxy to http://HOST:PORT")
        .hasMessageNotContaining("secret");
  }

  private void pull(Map<String, String> environment) {
    PullFixture.pull(models, environment).pull(entry, (file, bytes) -> {});
  }

  private static String given(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("Proxy-Authorization");
  }

  private static String expected(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  private static void challenge(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"x\"");
    exchange.sendResponseHeaders(407, -1);
  }
}
