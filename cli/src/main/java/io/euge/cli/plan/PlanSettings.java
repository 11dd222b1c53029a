package io.euge.cli.plan;

import io.euge.device.gpu.GpuShare;
import io.euge.spark.conf.ClusterSettings;
import io.euge.spark.conf.ReaderOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Converts a plan to settings of Spark. */
final class PlanSettings {
  /**
   * The YARN resource that represents a share of a GPU, offered by a NodeManager if processes share
   * GPUs.
   */
  static final String YARN_SLOT = "euge/gpu-slot";

  static final String POD_TEMPLATE = "executor-pod.yaml";

  /** A locale in which Java can read all file names. */
  private static final String UTF8 = "C.UTF-8";

  private static final String DISCOVERY = "spark.resources.discoveryPlugin";

  private PlanSettings() {}

  /**
   * Returns the settings by key.
   *
   * @param pod path of the pod template
   * @param jars that executors need, as paths on the driver's machine
   */
  static Map<String, String> of(
      Plan plan, ClusterArguments arguments, Path pod, List<String> jars) {
    Map<String, String> conf = new LinkedHashMap<>();
    conf.put("spark.plugins", "io.euge.spark.EugePlugin");
    conf.put("spark.executor.cores", String.valueOf(plan.tasks()));
    conf.put("spark.executor.memory", mebibytes(plan.heap()));
    conf.put("spark.executorEnv.LC_ALL", UTF8);
    conf.put("spark.task.cpus", "1");
    if (plan.onGpus()) {
      conf.put("spark.executor.resource.gpu.amount", "1");
      conf.put("spark.task.resource.gpu.amount", plan.taskAmount().toPlainString());
    }
    switch (arguments.target()) {
      case STANDALONE -> conf.put("spark.cores.max", "" + plan.executors() * plan.tasks());
      case YARN -> yarn(conf, plan, jars);
      case KUBERNETES -> kubernetes(conf, plan, arguments.image(), pod);
    }
    conf.put(ReaderOptions.DEVICE.key(), plan.onGpus() ? "cuda" : "cpu");
    conf.put(ReaderOptions.BATCH.key(), String.valueOf(plan.batch()));
    if (plan.onGpus()) {
      gpus(conf, plan, arguments);
    }
    conf.put("spark.decommission.enabled", "true");
    return conf;
  }

  private static void gpus(Map<String, String> conf, Plan plan, ClusterArguments arguments) {
    conf.put(ReaderOptions.MAX_BATCH.key(), String.valueOf(plan.batch()));
    conf.put(ClusterSettings.GPU_SLOTS.key(), String.valueOf(plan.slots()));
    if (plan.share().context() != GpuShare.CONTEXT) {
      conf.put(ClusterSettings.GPU_CONTEXT_MEMORY.key(), mebibytes(plan.share().context()));
    }
    conf.put(ClusterSettings.MPS.key(), plan.shared() ? arguments.mps() : "off");
    if (limitedByMps(plan, arguments)) {
      conf.put(ClusterSettings.MPS_THREAD_PERCENTAGE.key(), plan.threadPercentage().toString());
      conf.put(ClusterSettings.MPS_MEMORY.key(), plan.memoryLimit().orElseThrow().toString());
    }
  }

  /**
   * Returns whether Euge sets limits for processes through MPS. The device plugin of Kubernetes
   * sets its own limits, which always apply.
   */
  static boolean limitedByMps(Plan plan, ClusterArguments arguments) {
    return plan.shared()
        && !arguments.mps().equals("off")
        && arguments.target() != ClusterTarget.KUBERNETES;
  }

  private static void yarn(Map<String, String> conf, Plan plan, List<String> jars) {
    conf.put("spark.executor.instances", String.valueOf(plan.executors()));
    conf.put("spark.executor.memoryOverhead", mebibytes(plan.overhead()));
    conf.put("spark.yarn.appMasterEnv.LC_ALL", UTF8);
    if (!plan.onGpus()) {
      return;
    }
    if (plan.shared()) {
      conf.put("spark.yarn.resourceGpuDeviceName", YARN_SLOT);
    }
    conf.put(DISCOVERY, "io.euge.spark.GpuSlotsDiscovery");
    // An executor looks for its GPU before it has loaded the job's jars, which are in its working
    // directory.
    conf.put("spark.executor.extraClassPath", executorClassPath(jars));
  }

  /**
   * Returns a class path of all jars in an executor's directory. The class loader with Euge's jars
   * must also have their dependencies, because it cannot load classes from its child, the loader of
   * the job's jars.
   */
  static String executorClassPath(List<String> jars) {
    return jars.stream()
        .map(jar -> "./" + Path.of(jar).getFileName())
        .collect(Collectors.joining(":"));
  }

  private static void kubernetes(Map<String, String> conf, Plan plan, String image, Path pod) {
    conf.put("spark.executor.instances", String.valueOf(plan.executors()));
    conf.put("spark.executor.memoryOverhead", mebibytes(plan.overhead()));
    conf.put("spark.kubernetes.driverEnv.LC_ALL", UTF8);
    if (plan.onGpus()) {
      conf.put("spark.executor.resource.gpu.vendor", "nvidia.com");
      conf.put(DISCOVERY, "io.euge.spark.GpuSlotsDiscovery");
    }
    conf.put("spark.kubernetes.container.image", image);
    // Gives running work time to end before the executor does; Spark's default of 30 overrides the
    // template.
    conf.put("spark.kubernetes.executor.terminationGracePeriodSeconds", "60");
    conf.put("spark.kubernetes.executor.podTemplateFile", pod.toString());
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + "m";
  }
}
