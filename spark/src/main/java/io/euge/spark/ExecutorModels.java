package io.euge.spark;

import io.euge.device.Device;
import io.euge.inference.CompiledModels;
import io.euge.inference.EngineOptions;
import io.euge.inference.ModelLease;
import io.euge.inference.OnnxRuntimeEngine;
import io.euge.inference.SharedModels;
import io.euge.inference.SharingMode;
import io.euge.model.Model;
import java.util.HashMap;
import java.util.Map;
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
  private static ExecutorModels ofProcess;

  private final SharedModels registry;
  private final ConcurrentMap<String, Model> opened = new ConcurrentHashMap<>();
  private final Map<Use, ModelReference> current = new HashMap<>();

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
    if (ofProcess == null) {
      ofProcess = new ExecutorModels(ModelSettings.of(conf));
    }
    return ofProcess;
  }

  /** The registry of the process that runs the calling task or the driver. */
  public static synchronized ExecutorModels ofThisProcess() {
    if (ofProcess == null) {
      Thread close = new Thread(open(SparkEnv.get().conf())::close, "euge-models-shutdown");
      Runtime.getRuntime().addShutdownHook(close);
    }
    return ofProcess;
  }

  public SharedModels registry() {
    return registry;
  }

  private record Use(String name, Device device, EngineOptions options) {}

  /**
   * Leases a model for a task. Where the user's name for it has come to mean another content since
   * a job before, that is loaded beside the old version, which goes with its last lease. A job that
   * began with the old version keeps it to its end.
   *
   * @return a lease the caller closes
   */
  ModelLease lease(
      ModelReference reference, Device device, EngineOptions options, SharingMode sharing) {
    Model model = model(reference).named(reference.name());
    if (sharing == SharingMode.PROCESS) {
      Use use = new Use(model.name(), device, options);
      if (isNewVersion(use, reference)) {
        registry.publish(model, device, options);
        published(use, reference);
      }
    }
    return registry.acquire(model, device, options, sharing);
  }

  private boolean isNewVersion(Use use, ModelReference reference) {
    synchronized (current) {
      ModelReference known = current.get(use);
      return known == null
          || (!known.sha256().equals(reference.sha256()) && known.named() < reference.named());
    }
  }

  /** Only now, when it is loaded: where that failed or was interrupted, the next task tries. */
  private void published(Use use, ModelReference reference) {
    synchronized (current) {
      current.merge(use, reference, (a, b) -> a.named() > b.named() ? a : b);
    }
  }

  /** Opens a model once for this process: reading a large graph again for each task would cost. */
  Model model(ModelReference reference) {
    return opened.computeIfAbsent(reference.sha256(), sha256 -> reference.open());
  }

  /** Closes all models. The next task opens a new registry. Closing twice is harmless. */
  @Override
  public void close() {
    synchronized (ExecutorModels.class) {
      if (ofProcess == this) {
        ofProcess = null;
      }
    }
    registry.close();
  }
}
