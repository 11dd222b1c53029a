package io.euge.bench.sharing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.inference.SharedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The main program of a child process: reads its order, measures, writes the result. It ends with
 * its parent, whose end it sees as the end of its standard input.
 */
final class ChildMain {
  private ChildMain() {}

  public static void main(String[] args) throws Exception {
    Order order = new ObjectMapper().readValue(Path.of(args[0]).toFile(), Order.class);
    Path result = Path.of(args[1]);
    if (order.kind() != Order.Kind.HOLD) {
      Thread watch = new Thread(ChildMain::endWithParent, "euge-bench-parent");
      watch.setDaemon(true);
      watch.start();
    }
    warmUp(order.scene());
    switch (order.kind()) {
      case COMPILE -> write(result, compile(order));
      case POINT -> write(result, new PointProcess(order).run());
      case CURVE -> write(result, new CurveProcess(order).run());
      case HOLD -> hold(order, result);
    }
  }

  /** Seconds for the compiling and first loading of a model. */
  private static double compile(Order order) {
    Job job = Job.of(order.scene());
    long start = System.nanoTime();
    try (SharedModels models = job.models();
        Task task = job.task(models, order.contestant())) {
      task.run(1);
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /**
   * Loads the model, says so, and waits; at each line from the parent it writes its memory as it is
   * then.
   */
  private static void hold(Order order, Path result) throws IOException {
    Job job = Job.of(order.scene());
    try (SharedModels models = job.models();
        Task task = job.task(models, order.contestant())) {
      task.run(1);
      System.gc();
      write(result, Memory.now());
      while (nextLine()) {
        write(result, Memory.now());
      }
    }
  }

  private static boolean nextLine() throws IOException {
    int read = System.in.read();
    while (read >= 0 && read != '\n') {
      read = System.in.read();
    }
    return read >= 0;
  }

  /** Native libraries unpacked and loaded, code paths seen once: none of it is the model's cost. */
  private static void warmUp(Order.Scene scene) {
    Job job = Job.of(new Order.Scene(scene.warmUp(), null, scene.video(), scene.compiledModels()));
    try (SharedModels models = job.models();
        Task task = job.task(models, Contestant.SHARED_PLAIN)) {
      task.run(3);
    }
  }

  private static void write(Path file, Object value) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    new ObjectMapper().writeValue(part.toFile(), value);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void endWithParent() {
    try {
      while (nextLine()) {
        // Nothing is asked of a process that measures.
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      // The same as the end.
      Runtime.getRuntime().halt(1);
    }
    Runtime.getRuntime().halt(1);
  }
}
