package io.euge.spark.executor;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.resource.ResourceInformation;

/** The addresses of GPUs that Spark assigns to executors and tasks. */
public final class GpuAddresses {
  /** Spark's name of the resource. */
  public static final String RESOURCE = "gpu";

  private GpuAddresses() {}

  /** Returns the addresses of GPUs among what Spark assigned; none if it assigned no GPUs. */
  static List<String> of(Map<String, ResourceInformation> resources) {
    ResourceInformation gpus = resources.get(RESOURCE);
    return gpus == null ? List.of() : Arrays.asList(gpus.addresses());
  }
}
