package io.euge.cli.mps;

import io.euge.cli.console.Json;
import io.euge.cli.mps.MpsTargets.Target;
import io.euge.device.mps.MpsClient;
import io.euge.device.mps.MpsServer;
import io.euge.device.mps.MpsStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** Converts the status of a daemon to JSON fields. */
final class MpsStatusJson {
  private MpsStatusJson() {}

  static Map<String, Object> of(Target target, MpsStatus status) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("gpu", Json.orNull(target.gpu().map(gpu -> gpu.index())));
    fields.put("uuid", Json.orNull(target.gpu().map(gpu -> gpu.uuid())));
    fields.put("pipeDirectory", status.directory().pipe().toString());
    fields.put("logDirectory", status.directory().log().toString());
    fields.put("state", status.state().name());
    fields.put("reason", Json.orNull(status.reason()));
    fields.put("daemonPid", Json.orNull(status.daemonPid()));
    fields.put("startedByEuge", status.startedByEuge());
    fields.put("threadPercentage", Json.orNull(status.threadPercentage()));
    fields.put("memoryLimit", Json.orNull(status.memoryLimit()));
    fields.put("servers", status.servers().stream().map(MpsStatusJson::of).toList());
    return fields;
  }

  private static Map<String, Object> of(MpsServer server) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("pid", server.pid());
    fields.put("state", Json.orNull(server.state()));
    fields.put("threadPercentage", Json.orNull(server.threadPercentage()));
    fields.put("memoryLimit", Json.orNull(server.memoryLimit()));
    fields.put("clients", server.clients().stream().map(MpsStatusJson::of).toList());
    return fields;
  }

  private static Map<String, Object> of(MpsClient client) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("pid", client.pid());
    fields.put("state", Json.orNull(client.state()));
    return fields;
  }
}
