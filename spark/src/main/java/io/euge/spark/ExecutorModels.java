package io.euge.spark;

import io.euge.device.Device;
import io.euge.device.DeviceWish;
import io.euge.inference.EngineOptions;
import io.euge.inference.ModelLease;
import io.euge.inference.SharedModels;
import io.euge.inference.SharingMode;
import io.euge.model.Model;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/**
 * The one registry of shared models in this process, which all tasks of an executor lease from, and
 * the descriptions of the models it has seen.
 *
 * <p>{@link EugePlugin} opens it when the executor starts and closes it when it ends. Without the
 * plugin it is opened by the first task and closed with the process.
 */
public final class ExecutorModels implements AutoCloseable {
  private static ExecutorModels ofProcess;

  private final ExecutorDevices devices;
  private final SharedModels registry;
  private final ConcurrentMap<String, Model> opened = new ConcurrentHashMap<>();
  private final Map<Use, ModelReference> current = new HashMap<>();

  private ExecutorModels(SparkConf conf, List<String> gpuAddresses) {
    ModelSettings settings = ModelSettings.of(conf);
    devices = new ExecutorDevices(conf, gpuAddresses);
    registry =
        new SharedModels(
            ExecutorEngines.of(settings, CudaSettings.of(conf), devices), settings.residency());
  }

  /**
   * Opens the registry of this process with the settings of its executor; does nothing where it is
   * open.
   *
   * @param gpuAddresses what Spark gave this process
   */
  static synchronized ExecutorModels open(SparkConf conf, List<String> gpuAddresses) {
    if (ofProcess == null) {
      ofProcess = new ExecutorModels(conf, gpuAddresses);
    }
    return ofProcess;
  }

  /** The registry of the process that runs the calling task or the driver. */
  public static synchronized ExecutorModels ofThisProcess() {
    if (ofProcess == null) {
      TaskContext task = TaskContext.get();
      List<String> gpuAddresses =
          task == null ? List.of() : ExecutorDevices.addresses(task.resourcesJMap());
      Thread close =
          new Thread(open(SparkEnv.get().conf(), gpuAddresses)::close, "euge-models-shutdown");
      Runtime.getRuntime().addShutdownHook(close);
    }
    return ofProcess;
  }

  ExecutorDevices devices() {
    return devices;
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
   * @throws io.euge.EugeException if this process has no device such as is wished for
   */
  ModelLease lease(
      ModelReference reference, DeviceWish wish, EngineOptions options, SharingMode sharing) {
    Device device = devices.candidates(wish).get(0);
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
