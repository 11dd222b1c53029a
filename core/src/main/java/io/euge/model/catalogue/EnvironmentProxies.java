package io.euge.model.catalogue;

import io.euge.OptionException;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Selects the proxy for an address: from Java's system properties ({@code https.proxyHost} and
 * similar) if they are set, else from the environment variables {@code https_proxy}, {@code
 * http_proxy}, {@code all_proxy} and {@code no_proxy}, in lower or upper case.
 */
final class EnvironmentProxies extends ProxySelector {
  private final Map<String, String> environment;
  private final Map<String, URI> proxies = new HashMap<>();
  private final ProxySelector systemSelector = ProxySelector.getDefault();

  /**
   * @throws OptionException if the environment names an invalid proxy
   */
  EnvironmentProxies(Map<String, String> environment) {
    this.environment = environment;
    for (String scheme : List.of("http", "https")) {
      variable(scheme + "_proxy")
          .or(() -> variable("all_proxy"))
          .ifPresent(named -> proxies.put(scheme, proxy(scheme, named)));
    }
  }

  @Override
  public List<Proxy> select(URI uri) {
    if (System.getProperty(uri.getScheme() + ".proxyHost") != null
        || System.getProperty("socksProxyHost") != null) {
      return systemSelector.select(uri);
    }
    URI proxy = proxies.get(uri.getScheme());
    return proxy == null || isExempt(uri)
        ? List.of(Proxy.NO_PROXY)
        : List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port(proxy))));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress place, IOException failure) {
    // There is no alternative proxy; the caller receives the failure.
  }

  /**
   * Returns an authenticator that sends the user and password of a proxy's address to that proxy
   * only; empty if no address has any.
   */
  Optional<Authenticator> authenticator() {
    return proxies.values().stream().anyMatch(proxy -> proxy.getRawUserInfo() != null)
        ? Optional.of(new ProxyAuthenticator())
        : Optional.empty();
  }

  private final class ProxyAuthenticator extends Authenticator {
    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      return proxies.values().stream()
          .filter(proxy -> getRequestorType() == RequestorType.PROXY)
          .filter(proxy -> proxy.getHost().equalsIgnoreCase(getRequestingHost()))
          .filter(proxy -> port(proxy) == getRequestingPort())
          .map(URI::getRawUserInfo)
          .filter(Objects::nonNull)
          .map(EnvironmentProxies::credentials)
          .findFirst()
          .orElse(null);
    }
  }

  private static URI proxy(String scheme, String value) {
    try {
      URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
      if ("http".equals(proxy.getScheme()) && proxy.getHost() != null) {
        return proxy;
      }
    } catch (IllegalArgumentException e) {
      throw invalid(scheme);
    }
    throw invalid(scheme);
  }

  /** Omits the value, which may contain a password. */
  private static OptionException invalid(String scheme) {
    return new OptionException(
        "The proxy that the environment names for "
            + scheme
            + " is not one: set "
            + scheme
            + "_proxy to http://HOST:PORT, or http://NAME:PASSWORD@HOST:PORT");
  }

  private boolean isExempt(URI uri) {
    String host = normalizeHost(uri.getHost());
    for (String entry : variable("no_proxy").orElse("").split("[,\\s]+", -1)) {
      String name =
          normalizeHost(entry.replaceFirst("^([^:]+|\\[.*]):\\d+$", "$1"))
              .replaceFirst("^\\*?\\.", "");
      boolean matches = host.equals(name) || host.endsWith("." + name);
      if (name.equals("*") || (!name.isEmpty() && matches)) {
        return true;
      }
    }
    return false;
  }

  private static String normalizeHost(String host) {
    return host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
  }

  private static int port(URI proxy) {
    return proxy.getPort() < 0 ? 80 : proxy.getPort();
  }

  private static PasswordAuthentication credentials(String userInfo) {
    String[] parts = userInfo.split(":", 2);
    String password = parts.length == 2 ? parts[1] : "";
    return new PasswordAuthentication(decode(parts[0]), decode(password).toCharArray());
  }

  private static String decode(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }
}
