package io.euge.spark.ui.page;

import io.euge.spark.activity.ModelReport;
import io.euge.spark.activity.ProcessReport;
import io.euge.spark.ui.ExecutorEntry;
import java.util.List;
import java.util.Locale;
import org.apache.spark.util.Utils;

/** The executors, with their models and batches. */
final class ExecutorSection {
  private ExecutorSection() {}

  static String markup(List<ExecutorEntry> executors) {
    return executors.isEmpty() ? "" : models(executors) + batches(executors);
  }

  private static String models(List<ExecutorEntry> executors) {
    Table table =
        new Table(
            "euge-models",
            "Executor",
            "Address",
            "Model",
            "Device",
            "Copies",
            "Leases Now",
            "Memory",
            "MPS");
    for (ExecutorEntry executor : executors) {
      for (ModelReport model : executor.process().models()) {
        table
            .row()
            .text(executor.executor() + (executor.removed() ? " (ended)" : ""))
            .text(executor.host())
            .text(model.model())
            .text(model.device())
            .number(model.copies())
            .number(model.leases())
            .number(model.bytes(), Utils.bytesToString(model.bytes()))
            .text(mps(executor.process(), model.device()))
            .end();
      }
    }
    return "<h4>Models in Memory</h4>" + table.close();
  }

  private static String mps(ProcessReport process, String device) {
    if (device.equals("cpu")) {
      return "";
    }
    String cap =
        process.mpsThreadPercentage() < 100
            ? String.format(Locale.ROOT, ", at most %.0f %%", process.mpsThreadPercentage())
            : "";
    return switch (process.mpsAttached()) {
      case 1 -> "attached" + cap;
      case 0 -> "not attached";
      default -> "";
    };
  }

  private static String batches(List<ExecutorEntry> executors) {
    Table table =
        new Table(
            "euge-executors",
            "Executor",
            "Address",
            "Frames Read",
            "Models Loaded",
            "Leases Given",
            "Batches",
            "Frames in a Batch",
            "Largest Batch",
            "Mean Wait of a Frame",
            "Longest Wait");
    for (ExecutorEntry executor : executors) {
      ProcessReport process = executor.process();
      double mean = process.batchFrames() / (double) Math.max(1, process.batches());
      double wait = process.queueSeconds() / Math.max(1, process.batchFrames());
      table
          .row()
          .text(executor.executor() + (executor.removed() ? " (ended)" : ""))
          .text(executor.host())
          .number(executor.frames())
          .number(process.loads())
          .number(process.leased())
          .number(process.batches())
          .number(mean, Markup.number(mean))
          .number(process.largestBatch())
          .number(wait, millis(wait))
          .number(process.longestQueueSeconds(), millis(process.longestQueueSeconds()))
          .end();
    }
    return "<h4>Executors</h4>" + table.close();
  }

  private static String millis(double seconds) {
    return String.format(Locale.ROOT, "%,.1f ms", 1000 * seconds);
  }
}
