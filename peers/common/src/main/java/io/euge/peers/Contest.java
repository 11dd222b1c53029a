package io.euge.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;


/**
 * Runs one contestant in this process: a cold job, the check of what it found, and the warm jobs,
 * each of which must find the same again.
 */
public final class Contest {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Entry entry;

  public Contest(Entry entry) {
    this.entry = entry;
  }

  /**
   * @param name of the contestant
   * @param settings it runs with, in words
   * @param job the whole way from files to detections at the driver, one of {@link Frame} a frame
   * @throws IllegalStateException if a job finds something else than the reference or the job
   *     before it
   */
  public void run(String name, String settings, Callable<List<Frame>> job) throws Exception {
    Reference reference = new Reference(entry.reference());
    long begun = System.nanoTime();
    List<Frame> found = inOrder(job.call());
    double cold = secondsSince(begun);
    System.err.printf("%s: cold %.2f s%n", name, cold);

    double shareFound = reference.shareFound(found);
    double shareConfirmed = reference.shareConfirmed(found);
    System.err.printf(
        "%s: %d frames, %.4f of the reference found, %.4f confirmed by it%n",
        name, found.size(), shareFound, shareConfirmed);
    if (found.size() != reference.size() || Math.min(shareFound, shareConfirmed) < entry.bar()) {
      throw new IllegalStateException(
          name
              + " fails the check: "
              + found.size()
              + " frames of "
              + reference.size()
              + ", shares "
              + shareFound
              + " and "
              + shareConfirmed
              + ", the bar is "
              + entry.bar());
    }

    List<Double> warm = new ArrayList<>();
    List<Double> processor = new ArrayList<>();
    for (int run = 0; run < entry.runs(); run++) {
      begun = System.nanoTime();
      long processorBegun = PROCESS.getProcessCpuTime();
      List<Frame> again = inOrder(job.call());
      warm.add(secondsSince(begun));
      processor.add((PROCESS.getProcessCpuTime() - processorBegun) / 1e9);
      if (!again.equals(found)) {
        throw new IllegalStateException(name + " finds something else in warm job " + run);
      }
      System.err.printf(
          "%s: warm %.2f s, %.2f s of CPU time%n", name, warm.get(run), processor.get(run));
    }

    Map<String, Object> result = new LinkedHashMap<>();
    result.put("contestant", name);
    result.put("settings", settings);
    result.put("heap", Runtime.getRuntime().maxMemory());
    result.put("frames", found.size());
    result.put("bar", entry.bar());
    result.put("shareFound", shareFound);
    result.put("shareConfirmed", shareConfirmed);
    result.put("coldSeconds", cold);
    result.put("warmSeconds", warm);
    result.put("warmMedianSeconds", median(warm));
    result.put("warmMedianProcessorSeconds", median(processor));
    result.put("peakResidentBytes", peakResidentBytes());
    Files.writeString(entry.result(), new ObjectMapper().writeValueAsString(result) + "\n");
  }

  private static List<Frame> inOrder(List<Frame> frames) {
    return frames.stream().sorted(Comparator.comparingLong(Frame::number)).toList();
  }

  private static double secondsSince(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The most memory this process ever had resident, as the kernel counts it. */
  private static long peakResidentBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IOException("There is no VmHWM in /proc/self/status: the contest needs Linux");
  }
}
