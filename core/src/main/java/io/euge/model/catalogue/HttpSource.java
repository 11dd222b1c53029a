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
import java.time.Duration;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLException;

/**
 * Files on the web. An interrupted download is resumed by {@code Range} (RFC 9110, section 14.2);
 * the checksum decides whether the server still has the same file.
 */
final class HttpSource implements Source {
  private final HttpClient client;
  private final Limits limits;

  /**
   * How long a download waits.
   *
   * @param connect for a connection
   * @param stall for the next byte
   * @param attempts for a file
   * @param pause between two attempts
   */
  record Limits(Duration connect, Duration stall, int attempts, Duration pause) {
    static final Limits STANDARD =
        new Limits(Duration.ofSeconds(15), Duration.ofSeconds(30), 5, Duration.ofSeconds(2));
  }

  /** An attempt failed, and another one may succeed. */
  private static final class RetryableException extends Exception {
    private static final long serialVersionUID = 1L;

    RetryableException(String why) {
      super(why);
    }

    RetryableException(IOException cause) {
      super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    }
  }

  /**
   * @param client follows redirects, but not from {@code https} to {@code http}
   */
  HttpSource(HttpClient.Builder client, Limits limits) {
    this.client = client.connectTimeout(limits.connect()).build();
    this.limits = limits;
  }

  @Override
  public boolean fetch(URI address, PartialFile into, LongConsumer progress) {
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(address, into, progress);
      } catch (RetryableException e) {
        if (attempt == limits.attempts()) {
          throw PullErrors.interrupted(address, into.expected(), into.length(), e);
        }
        pause();
      }
    }
  }

  /** Returns whether the attempt resumed an earlier download. */
  private boolean attempt(URI address, PartialFile into, LongConsumer progress)
      throws RetryableException {
    long from = into.length();
    if (from == into.expected().bytes()) {
      return true;
    }
    HttpResponse<InputStream> response = send(request(address, from));
    try (InputStream body = response.body()) {
      int status = response.statusCode();
      boolean resumes = status == 206 && from > 0;
      if ((resumes && !startsAt(from, response)) || status == 416) {
        into.restart();
        throw new RetryableException("HTTP " + status + " for another range");
      } else if (status == 429 || status >= 500) {
        throw new RetryableException("HTTP " + status);
      } else if (status == 200) {
        response
            .headers()
            .firstValueAsLong("Content-Length")
            .ifPresent(length -> into.requireLength(length, address.toString()));
        into.restart();
      } else if (!resumes) {
        throw PullErrors.httpError(address, response);
      }
      receive(body, into, progress);
      return resumes;
    } catch (IOException e) {
      throw new RetryableException(e);
    }
  }

  private static boolean startsAt(long from, HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Content-Range")
        .orElse("")
        .startsWith("bytes " + from + "-");
  }

  private void receive(InputStream body, PartialFile into, LongConsumer progress)
      throws RetryableException {
    try (StallTimeout timeout = new StallTimeout(body, limits.stall())) {
      IOException failure = null;
      try {
        into.append(
            body,
            bytes -> {
              timeout.reset();
              progress.accept(bytes);
            });
      } catch (IOException e) {
        failure = e;
      }
      if (timeout.hasExpired()) {
        throw new RetryableException("nothing came for " + limits.stall().toMillis() / 1e3 + " s");
      }
      if (failure != null) {
        throw new RetryableException(failure);
      }
      if (into.length() < into.expected().bytes()) {
        throw new RetryableException("the connection ended early");
      }
    }
  }

  private HttpRequest request(URI address, long from) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(limits.stall())
            .header("User-Agent", "euge")
            .header("Accept-Encoding", "identity");
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    return request.build();
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws RetryableException {
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PullErrors.interrupted(e);
    } catch (ConnectException | HttpConnectTimeoutException | SSLException e) {
      throw PullErrors.unreachable(request.uri(), proxy(request.uri()), e);
    } catch (IOException e) {
      throw new RetryableException(e);
    }
  }

  private String proxy(URI address) {
    return client
        .proxy()
        .map(proxies -> proxies.select(address).get(0).address())
        .map(proxy -> " through the proxy " + proxy)
        .orElse("");
  }

  private void pause() {
    try {
      Thread.sleep(limits.pause().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PullErrors.interrupted(e);
    }
  }
}
