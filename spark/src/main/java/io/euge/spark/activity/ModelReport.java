package io.euge.spark.activity;

import io.euge.inference.sharing.CopyStatistics;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The copies of a model on a device of an executor.
 *
 * @param copies one, unless tasks have copies of their own
 * @param leases leases open now
 */
public record ModelReport(String model, String device, int copies, int leases, long bytes)
    implements Serializable {
  private static ModelReport of(CopyStatistics copy) {
    return new ModelReport(copy.model(), copy.device().toString(), 1, copy.leases(), copy.bytes());
  }

  /** Returns a report for each model and device. */
  public static List<ModelReport> of(List<CopyStatistics> copies) {
    Map<List<String>, ModelReport> reports = new LinkedHashMap<>();
    for (CopyStatistics copy : copies) {
      ModelReport report = of(copy);
      reports.merge(List.of(report.model, report.device), report, ModelReport::plus);
    }
    return List.copyOf(reports.values());
  }

  private ModelReport plus(ModelReport other) {
    return new ModelReport(
        model, device, copies + other.copies, leases + other.leases, bytes + other.bytes);
  }
}
