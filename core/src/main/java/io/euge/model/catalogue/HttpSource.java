package io.euge.model.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLException;

/**
 * Files on the web. What broke off goes on where it was, if the server still has the same: asked by
 * {@code Range} and {@code If-Range} (RFC 9110, sections 13.1.5 and 14.2). Never redirected from
 * {@code https} to {@code http}.
 */
final class HttpSource implements Source {
  private final HttpClient client;
  private final PullLimits limits;

  /**
   * @param client follows redirects, but not to less security
   */
  HttpSource(HttpClient client, PullLimits limits) {
    this.client = client;
    this.limits = limits;
  }

  @Override
  public boolean fetch(URI address, PartialFile into, LongConsumer here) {
    boolean resumed = false;
    for (int attempt = 1; ; attempt++) {
      try {
        resumed |= attempt(address, into, here);
        return resumed;
      } catch (Broken e) {
        if (attempt == limits.attempts()) {
          throw PullFailure.broken(address, into.expected(), into.length(), e);
        }
        pause();
      }
    }
  }

  private boolean attempt(URI address, PartialFile into, LongConsumer here) throws Broken {
    Optional<String> validator = into.validator(address);
    HttpResponse<InputStream> response = send(request(address, validator, into.length()));
    try (InputStream body = response.body()) {
      Answer answer = new Answer(response);
      boolean resumes = answer.isPartial() && validator.isPresent();
      if (resumes) {
        if (!answer.continuesAt(into.length(), into.expected().bytes())) {
          into.forget();
          throw new Broken("it answered with another part than was asked for");
        }
      } else if (answer.isWhole()) {
        answer.length().ifPresent(length -> into.expectLength(length, address.toString()));
        into.begin(address, answer.validator());
      } else if (answer.isForAnotherTime()) {
        if (answer.rangeIsNone()) {
          into.forget();
        }
        throw new Broken("it answered " + answer.status());
      } else {
        throw PullFailure.refused(address, answer);
      }
      receive(body, into, here);
      return resumes;
    } catch (IOException e) {
      throw new Broken(e);
    }
  }

  private void receive(InputStream body, PartialFile into, LongConsumer here) throws Broken {
    try (SilenceGuard guard = new SilenceGuard(body, limits.silence())) {
      try {
        into.append(
            body,
            bytes -> {
              guard.heard();
              here.accept(bytes);
            });
      } catch (IOException e) {
        throw guard.ended() ? silence() : new Broken(e);
      }
      if (into.length() < into.expected().bytes()) {
        throw guard.ended() ? silence() : new Broken("the connection ended early");
      }
    }
  }

  private Broken silence() {
    return new Broken("nothing came for " + limits.silence().toMillis() / 1e3 + " s");
  }

  private HttpRequest request(URI address, Optional<String> validator, long from) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(limits.silence())
            .header("User-Agent", "euge")
            .header("Accept-Encoding", "identity");
    validator.ifPresent(
        same -> request.header("Range", "bytes=" + from + "-").header("If-Range", same));
    return request.build();
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws Broken {
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PullFailure.interrupted(e);
    } catch (ConnectException | HttpConnectTimeoutException | SSLException e) {
      throw PullFailure.unreachable(request.uri(), proxy(request.uri()), e);
    } catch (IOException e) {
      throw new Broken(e);
    }
  }

  private String proxy(URI address) {
    return client
        .proxy()
        .map(proxies -> proxies.select(address).get(0).address())
        .map(place -> " through the proxy " + place)
        .orElse("");
  }

  private void pause() {
    try {
      Thread.sleep(limits.pause().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PullFailure.interrupted(e);
    }
  }

  /** An attempt that may do better the next time. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken(String why) {
      super(why);
    }

    Broken(IOException cause) {
      super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    }
  }
}
