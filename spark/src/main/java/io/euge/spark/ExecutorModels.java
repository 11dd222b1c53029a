package io.euge.spark;

import io.euge.device.Device;
import io.euge.inference.CompiledModels;
import io.euge.inference.EngineOptions;
import io.euge.inference.ModelLease;
import io.euge.inference.OnnxRuntimeEngine;
import io.euge.inference.SharedModels;
import io.euge.inference.SharingMode;
import io.euge.model.Model;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;

/**
 * The one registry of shared models in this process, which all tasks of an executor lease from, and
 * the descriptions of the models it has seen.
 *
 * <p>{@link EugePlugin} opens it when the executor starts and closes it when it ends. Without the
 * plugin it is opened by the first task and closed with the process.
 */
public final class ExecutorModels implements AutoCloseable {
  private static ExecutorModels current;

  private final SharedModels registry;
  private final ConcurrentMap<String, Model> opened = new ConcurrentHashMap<>();
  private final Set<Version> versions = ConcurrentHashMap.newKeySet();

  private ExecutorModels(ModelSettings settings) {
    registry =
        new SharedModels(
            new OnnxRuntimeEngine(
                new CompiledModels(settings.compiledDirectory(), settings.compiledBytes())),
            settings.residency());
  }

  /**
   * Opens the registry of this process with the settings of its executor; does nothing where it is
   * open.
   */
  static synchronized ExecutorModels open(SparkConf conf) {
    if (current == null) {
      current = new ExecutorModels(ModelSettings.of(conf));
    }
    return current;
  }

  /** The registry of the process that runs the calling task or the driver. */
  public static synchronized ExecutorModels ofThisProcess() {
    if (current == null) {
      Thread close = new Thread(open(SparkEnv.get().conf())::close, "euge-models-shutdown");
      Runtime.getRuntime().addShutdownHook(close);
    }
    return current;
  }

  public SharedModels registry() {
    return registry;
  }

  private record Version(String name, String sha256, Device device, EngineOptions options) {}

  /**
   * Leases a model for a task. Where the user's name for it has come to mean a content not seen
   * before, that is loaded beside the old version, which goes with its last lease. A job that began
   * with the old version keeps it to its end.
   *
   * @return a lease the caller closes
   */
  ModelLease lease(
      ModelReference reference, Device device, EngineOptions options, SharingMode sharing) {
    Model model = model(reference).named(reference.name());
    if (sharing == SharingMode.PROCESS
        && versions.add(new Version(model.name(), model.sha256(), device, options))) {
      registry.publish(model, device, options);
    }
    return registry.acquire(model, device, options, sharing);
  }

  /** Opens a model once for this process: reading a large graph again for each task would cost. */
  Model model(ModelReference reference) {
    return opened.computeIfAbsent(reference.sha256(), sha256 -> reference.open());
  }

  /** Closes all models. The next task opens a new registry. Closing twice is harmless. */
  @Override
  public void close() {
    synchronized (ExecutorModels.class) {
      if (current == this) {
        current = null;
      }
    }
    registry.close();
  }
}
