package io.euge.spark;

import io.euge.inference.OnnxRuntimeEngine;
import io.euge.inference.SharedModels;
import io.euge.model.Model;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The one registry of shared models in this process, which all tasks of an executor lease from, and
 * the descriptions of the models it has seen.
 */
public final class ExecutorModels implements AutoCloseable {
  private static final ExecutorModels PROCESS = new ExecutorModels();

  private final SharedModels registry = new SharedModels(new OnnxRuntimeEngine());
  private final ConcurrentMap<String, Model> opened = new ConcurrentHashMap<>();

  private ExecutorModels() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "euge-models-shutdown"));
  }

  public static ExecutorModels ofThisProcess() {
    return PROCESS;
  }

  public SharedModels registry() {
    return registry;
  }

  /** Opens a model once for this process: reading a large graph again for each task would cost. */
  Model model(ModelReference reference) {
    return opened.computeIfAbsent(reference.sha256(), sha256 -> reference.open());
  }

  @Override
  public void close() {
    registry.close();
  }
}
