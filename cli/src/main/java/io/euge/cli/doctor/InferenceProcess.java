package io.euge.cli.doctor;

import io.euge.EugeException;
import io.euge.device.Device;
import io.euge.inference.Engine;
import io.euge.inference.EngineOptions;
import io.euge.inference.GpuSimulation;
import io.euge.inference.Workspace;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.inference.onnxruntime.cuda.Cuda;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.inference.sharing.SharingMode;
import io.euge.model.Model;
import io.euge.model.onnx.ModelReader;
import io.euge.process.ParentJvm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The main program of a child process. It sends the outputs of the first frame as {@code float[]}
 * when the model is loaded and has run; on request it measures and sends the frames per second.
 */
final class InferenceProcess {
  private static final double WARM_UP_SECONDS = 0.5;

  private final InferenceRequest order;
  private final Model model;
  private final Device device;

  private InferenceProcess(InferenceRequest order) {
    this.order = order;
    this.model = ModelReader.read(Path.of(order.model()));
    this.device = Device.parse(order.device());
  }

  public static void main(String[] args) throws Exception {
    ParentJvm parent = ParentJvm.connect(args);
    InferenceRequest order = parent.order(InferenceRequest.class);
    try {
      if (order.device() == null) {
        tryCuda(parent);
      } else {
        new InferenceProcess(order).run(parent);
      }
    } catch (EugeException e) {
      parent.fail(e);
      System.exit(1);
    } catch (LinkageError e) {
      parent.fail(
          new EugeException("A library cannot be loaded: " + e.getMessage() + "; install it"));
      System.exit(1);
    }
  }

  private static void tryCuda(ParentJvm parent) throws IOException {
    Optional<String> fault = Cuda.fault();
    if (fault.isPresent()) {
      throw new EugeException(fault.get());
    }
    parent.answer(true);
  }

  private void run(ParentJvm parent) throws IOException, InterruptedException, ExecutionException {
    SharingMode sharing = order.shared() ? SharingMode.PROCESS : SharingMode.TASK;
    List<ModelLease> leases = new ArrayList<>();
    List<Workspace> workspaces = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(order.tasks());
    try (SharedModels models = new SharedModels(engine())) {
      for (int i = 0; i < order.tasks(); i++) {
        leases.add(models.acquire(model, device, EngineOptions.DEFAULT, sharing));
        workspaces.add(leases.get(i).workspace(1));
        fill(workspaces.get(i).input());
      }
      workspaces.get(0).run(1);
      float[] outputs = outputs(workspaces.get(0));
      measure(threads, workspaces, WARM_UP_SECONDS);
      parent.answer(outputs);
      parent.awaitRequest();
      parent.answer(measure(threads, workspaces, order.seconds()));
      workspaces.forEach(Workspace::close);
      leases.forEach(ModelLease::close);
    } finally {
      threads.shutdownNow();
    }
  }

  private Engine engine() {
    Engine processor = new OnnxRuntimeEngine();
    InferenceRequest.SimulatedGpu sim = order.sim();
    return sim == null
        ? processor
        : GpuSimulation.load()
            .type(sim.type())
            .withDirectory(Path.of(sim.folder()))
            .engine(processor, any -> sim.uuid());
  }

  /** Fills the input with noise, which is the same in every process. */
  private static void fill(ByteBuffer input) {
    Random random = new Random(1);
    for (int i = 0; i < input.capacity(); i++) {
      input.put(i, (byte) random.nextInt(256));
    }
  }

  private float[] outputs(Workspace workspace) {
    int floats = 0;
    for (int i = 0; i < model.outputs().size(); i++) {
      floats += workspace.output(i).remaining();
    }
    FloatBuffer outputs = FloatBuffer.allocate(floats);
    for (int i = 0; i < model.outputs().size(); i++) {
      outputs.put(workspace.output(i));
    }
    return outputs.array();
  }

  private static double measure(ExecutorService threads, List<Workspace> workspaces, double seconds)
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    List<Callable<Long>> tasks = new ArrayList<>();
    for (Workspace workspace : workspaces) {
      tasks.add(() -> run(workspace, end));
    }
    long frames = 0;
    for (Future<Long> ended : threads.invokeAll(tasks)) {
      frames += ended.get();
    }
    return frames / ((System.nanoTime() - start) / 1e9);
  }

  private static long run(Workspace workspace, long end) {
    long frames = 0;
    while (System.nanoTime() < end) {
      workspace.run(1);
      frames++;
    }
    return frames;
  }
}
