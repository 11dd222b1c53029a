package io.euge.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A fake of the part of the Kubernetes API that Spark calls: it stores objects, lists pods as
 * running, and removes deleted objects. It does not validate requests.
 */
final class KubernetesApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PODS = "pods";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, ObjectNode> objects = new LinkedHashMap<>();
  private final List<JsonNode> created = new CopyOnWriteArrayList<>();
  private final Consumer<JsonNode> kubelet;

  /** Starts the server on the loopback interface and passes each new pod to {@code kubelet}. */
  KubernetesApi(Consumer<JsonNode> kubelet) throws IOException {
    this.kubelet = kubelet;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Returns the address for {@code --master}. */
  String master() {
    return "k8s://http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns all pods that were requested with a given value of Spark's role label. */
  List<JsonNode> pods(String role) {
    return created.stream()
        .filter(pod -> pod.at("/metadata/labels/spark-role").asText().equals(role))
        .toList();
  }

  private void answer(HttpExchange call) throws IOException {
    try (call) {
      String path = call.getRequestURI().getPath();
      String kind = path.replaceFirst("^/api/v1/namespaces/[^/]+/([^/]+).*", "$1");
      byte[] body = call.getRequestBody().readAllBytes();
      switch (call.getRequestMethod()) {
        case "POST" -> say(call, 201, create(path, kind, JSON.readTree(body)));
        // Server-side apply: Spark's client sends the whole object.
        case "PATCH" ->
            say(call, 201, create(path.replaceFirst("/[^/]+$", ""), kind, JSON.readTree(body)));
        case "GET" -> get(call, path, kind);
        case "DELETE" -> {
          synchronized (objects) {
            objects.keySet().removeIf(key -> key.equals(path) || key.startsWith(path + "/"));
          }
          say(call, 200, JSON.createObjectNode().put("kind", "Status").put("status", "Success"));
        }
        default -> get(call, path, kind);
      }
    } catch (RuntimeException e) {
      e.printStackTrace();
      throw e;
    }
  }

  private JsonNode create(String path, String kind, JsonNode given) {
    ObjectNode made = (ObjectNode) given;
    ObjectNode metadata = made.withObjectProperty("metadata");
    String name = metadata.path("name").asText();
    metadata.put("uid", "uid-" + name).put("resourceVersion", "1").put("namespace", "default");
    metadata.put("creationTimestamp", "2026-01-01T00:00:00Z");
    if (kind.equals(PODS)) {
      created.add(made.deepCopy());
      made.withObjectProperty("status").put("phase", "Running").put("podIP", "127.0.0.1");
    }
    synchronized (objects) {
      objects.put(path + "/" + name, made);
    }
    if (kind.equals(PODS)) {
      kubelet.accept(made);
    }
    return made;
  }

  private void get(HttpExchange call, String path, String kind) throws IOException {
    JsonNode found;
    synchronized (objects) {
      found = objects.get(path);
      if (found == null && path.endsWith("/" + kind)) {
        ObjectNode list = JSON.createObjectNode().put("apiVersion", "v1");
        list.put("kind", kind.equals(PODS) ? "PodList" : "ConfigMapList");
        list.putObject("metadata").put("resourceVersion", "1");
        objects.entrySet().stream()
            .filter(one -> one.getKey().startsWith(path + "/"))
            .forEach(one -> list.withArrayProperty("items").add(one.getValue()));
        list.withArrayProperty("items");
        found = list;
      }
    }
    if (found == null) {
      say(
          call,
          404,
          JSON.createObjectNode().put("kind", "Status").put("status", "Failure").put("code", 404));
    } else {
      say(call, 200, found);
    }
  }

  private static void say(HttpExchange call, int status, JsonNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(status, bytes.length);
    call.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
