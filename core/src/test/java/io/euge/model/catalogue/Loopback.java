package io.euge.model.catalogue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine that answers as it is told, and keeps what it was asked. */
final class Loopback implements AutoCloseable {
  /** One question: its address as asked for, and what part, {@code null} for the whole. */
  record Asked(String address, String range) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private volatile HttpHandler handler;

  Loopback(HttpHandler handler) throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), handler);
  }

  Loopback(HttpServer server, HttpHandler handler) {
    this.server = server;
    this.handler = handler;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    asked.add(
        new Asked(
            exchange.getRequestURI().toString(), exchange.getRequestHeaders().getFirst("Range")));
    // Closing is also what ends a connection whose answer is not whole.
    try (exchange) {
      handler.handle(exchange);
    }
  }

  void answer(HttpHandler other) {
    handler = other;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** The whole, or the part that is asked for. */
  static HttpHandler file(byte[] bytes) {
    return exchange -> {
      String range = exchange.getRequestHeaders().getFirst("Range");
      if (range == null) {
        send(exchange, 200, bytes, 0, bytes.length);
        return;
      }
      int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
      send(exchange, 206, bytes, from, bytes.length);
    };
  }

  /** The beginning of the whole, and then the connection is cut. */
  static HttpHandler cutAfter(int count, byte[] bytes) {
    return exchange -> {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes, 0, count);
      exchange.getResponseBody().flush();
    };
  }

  static HttpHandler status(int status, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes, int from, int to)
      throws IOException {
    exchange.sendResponseHeaders(status, to - from);
    exchange.getResponseBody().write(bytes, from, to - from);
  }
}
