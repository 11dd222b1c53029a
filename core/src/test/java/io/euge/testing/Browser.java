package io.euge.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A Chromium without a window, driven by its DevTools protocol over a port of the loopback that it
 * chooses itself. It is for local files and servers of the test.
 */
public final class Browser implements AutoCloseable {
  private static final long PATIENCE = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger sent = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

  /**
   * @param profile a directory for all that the browser keeps
   */
  public Browser(Path program, Path profile) throws Exception {
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolveSibling("browser.log").toFile())
            .start();
    boolean connected = false;
    try {
      socket = connect(profile.resolve("DevToolsActivePort"));
      for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
        call(domain + ".enable", Map.of());
      }
      connected = true;
    } finally {
      if (!connected) {
        end();
      }
    }
  }

  /** The program; a test on a machine without it fails in CI and is passed over elsewhere. */
  public static Path program() {
    Optional<Path> program =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder, "chromium"))
            .filter(Files::isExecutable)
            .findFirst();
    String remedy = "needs the browser chromium: apt-get install chromium";
    if (program.isEmpty() && "true".equals(System.getenv("CI"))) {
      fail(remedy);
    }
    return program.orElseGet(() -> abort(remedy));
  }

  private WebSocket connect(Path port) throws Exception {
    long start = System.nanoTime();
    while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
      if (!process.isAlive() || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE)) {
        throw new IOException("Chromium did not begin; see browser.log beside its profile");
      }
      Thread.sleep(50);
    }
    HttpClient client = HttpClient.newHttpClient();
    URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list");
    String pages =
        client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString()).body();
    String page = JSON.readTree(pages).path(0).path("webSocketDebuggerUrl").asText();
    return client
        .newWebSocketBuilder()
        .buildAsync(URI.create(page), new Listener())
        .get(PATIENCE, TimeUnit.SECONDS);
  }

  /** Calls a method of the protocol and gives its result. */
  public JsonNode call(String method, Map<String, ?> parameters) throws Exception {
    int id = sent.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket.sendText(message.toString(), true).get(PATIENCE, TimeUnit.SECONDS);
    JsonNode answered = answer.get(PATIENCE, TimeUnit.SECONDS);
    if (answered.has("error")) {
      throw new IOException(method + ": " + answered.get("error"));
    }
    return answered.get("result");
  }

  /** Opens a page in a size and waits until all of it is there. */
  public void open(Path page, int width, int height, boolean phone, String scheme)
      throws Exception {
    open(page.toUri(), width, height, phone, scheme);
  }

  /** Does the same for a page of a server. */
  public void open(URI page, int width, int height, boolean phone, String scheme) throws Exception {
    events.clear();
    loaded = new CompletableFuture<>();
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    call("Page.navigate", Map.of("url", page.toString()));
    loaded.get(PATIENCE, TimeUnit.SECONDS);
  }

  /** The value of an expression of JavaScript. */
  public JsonNode value(String expression) throws Exception {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new IOException(result.get("exceptionDetails").toString());
    }
    return result.path("result").path("value");
  }

  /** All of the page as a PNG, however long. */
  public byte[] screenshot() throws Exception {
    return call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
        .get("data")
        .binaryValue();
  }

  /** What the console showed of errors and warnings since the page was opened. */
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (JsonNode event : events) {
      JsonNode parameters = event.get("params");
      String level =
          switch (event.get("method").asText()) {
            case "Runtime.consoleAPICalled" -> parameters.path("type").asText();
            case "Log.entryAdded" -> parameters.path("entry").path("level").asText();
            case "Runtime.exceptionThrown" -> "error";
            default -> "";
          };
      if (level.equals("error") || level.equals("warning") || level.equals("assert")) {
        complaints.add(parameters.toString());
      }
    }
    return complaints;
  }

  /** Addresses that were asked for since the page was opened. */
  public List<String> requests() {
    return events.stream()
        .filter(event -> event.get("method").asText().equals("Network.requestWillBeSent"))
        .map(event -> event.path("params").path("request").path("url").asText())
        .toList();
  }

  @Override
  public void close() throws Exception {
    try {
      call("Browser.close", Map.of());
    } finally {
      end();
    }
  }

  private void end() throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        take(message.toString());
        message.setLength(0);
      }
      from.request(1);
      return null;
    }

    private void take(String text) {
      try {
        JsonNode node = JSON.readTree(text);
        if (node.has("id")) {
          answers.remove(node.get("id").asInt()).complete(node);
        } else {
          events.add(node);
          if (node.get("method").asText().equals("Page.loadEventFired")) {
            loaded.complete(null);
          }
        }
      } catch (IOException e) {
        loaded.completeExceptionally(e);
      }
    }
  }
}
