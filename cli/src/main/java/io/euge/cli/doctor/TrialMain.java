package io.euge.cli.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.EugeException;
import io.euge.device.Device;
import io.euge.inference.Engine;
import io.euge.inference.EngineOptions;
import io.euge.inference.Workspace;
import io.euge.inference.onnxruntime.OnnxRuntimeEngine;
import io.euge.inference.onnxruntime.cuda.Cuda;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.inference.sharing.SharingMode;
import io.euge.inference.sim.GpuParameters;
import io.euge.inference.sim.SimulatedEngine;
import io.euge.inference.sim.SimulatedMps;
import io.euge.model.Model;
import io.euge.model.onnx.ModelReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The main program of a process of a trial. It says {@code ready} when the model is loaded and has
 * run, measures when it is given a line, and says how many frames ran a second; or {@code fault}
 * and why. It ends with its parent, whose end it sees as the end of its input.
 */
final class TrialMain {
  private final TrialOrder order;
  private final Model model;
  private final Device device;

  private TrialMain(TrialOrder order) {
    this.order = order;
    this.model = ModelReader.read(Path.of(order.model()));
    this.device = Device.parse(order.device());
  }

  public static void main(String[] args) throws Exception {
    TrialOrder order = new ObjectMapper().readValue(Path.of(args[0]).toFile(), TrialOrder.class);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      if (order.device() == null) {
        out.println(Cuda.fault().map(fault -> "fault " + fault).orElse("ready"));
      } else {
        new TrialMain(order).run(out);
      }
    } catch (EugeException e) {
      out.println("fault " + e.getMessage().lines().findFirst().orElse(""));
      System.exit(1);
    } catch (LinkageError e) {
      out.println("fault A library cannot be loaded: " + e.getMessage() + "; install it");
      System.exit(1);
    }
  }

  private void run(PrintStream out) throws IOException, InterruptedException, ExecutionException {
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
      keepOutputs(workspaces.get(0));
      measure(threads, workspaces, 0.5);
      out.println("ready");
      if (System.in.read() >= 0) {
        out.println("speed " + measure(threads, workspaces, order.seconds()));
      }
      workspaces.forEach(Workspace::close);
      leases.forEach(ModelLease::close);
    } finally {
      threads.shutdownNow();
    }
  }

  private Engine engine() {
    Engine processor = new OnnxRuntimeEngine();
    TrialOrder.SimulatedGpu sim = order.sim();
    return sim == null
        ? processor
        : new SimulatedEngine(
            processor,
            GpuParameters.of(sim.type()).in(Path.of(sim.folder())),
            any -> sim.uuid(),
            SimulatedMps::ofEnvironment);
  }

  /** Noise, the same in every process. */
  private static void fill(ByteBuffer input) {
    Random random = new Random(1);
    for (int i = 0; i < input.capacity(); i++) {
      input.put(i, (byte) random.nextInt(256));
    }
  }

  private void keepOutputs(Workspace workspace) throws IOException {
    int floats = 0;
    for (int i = 0; i < model.outputs().size(); i++) {
      floats += workspace.output(i).remaining();
    }
    ByteBuffer bytes = ByteBuffer.allocate(floats * Float.BYTES);
    FloatBuffer kept = bytes.asFloatBuffer();
    for (int i = 0; i < model.outputs().size(); i++) {
      kept.put(workspace.output(i));
    }
    Files.write(Path.of(order.outputs()), bytes.array());
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
