package io.euge.cli.plan;

import io.euge.cli.console.ShellQuoting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Creates the configuration files for a cluster's machines. */
final class ClusterFiles {
  private ClusterFiles() {}

  /**
   * Returns the contents by file name.
   *
   * @param jars paths on the Workers' machines
   */
  static Map<String, String> of(Plan plan, ClusterArguments arguments, List<String> jars) {
    Map<String, String> files = new LinkedHashMap<>();
    switch (arguments.target()) {
      case STANDALONE -> files.put("spark-env.sh", worker(plan, jars));
      case YARN -> {
        if (plan.shared()) {
          files.put("resource-types.xml", resourceTypes());
          files.put("node-resources.xml", nodeResources(plan));
        }
      }
      case KUBERNETES -> {
        files.put(PlanSettings.POD_TEMPLATE, pod(plan));
        if (plan.shared()) {
          files.put("device-plugin.yaml", devicePlugin(plan));
        }
      }
    }
    return files;
  }

  private static String worker(Plan plan, List<String> jars) {
    String share =
        String.format(
            Locale.ROOT,
            """
            # Of each Worker, in its conf/spark-env.sh%s.
            SPARK_WORKER_CORES=%d
            SPARK_WORKER_MEMORY=%dm
            """,
            plan.onGpus() ? "; the jars must lie there" : "",
            plan.executorsPerNode() * plan.tasks(),
            plan.executorsPerNode() * (plan.heap() >> 20));
    return plan.onGpus() ? share + discovery(plan, jars) : share;
  }

  private static String discovery(Plan plan, List<String> jars) {
    String eugeJars =
        jars.stream()
            .filter(jar -> jar.matches(".*/euge-(core|datasource|spark)-[^/]*"))
            .collect(Collectors.joining(":"));
    return String.format(
        Locale.ROOT,
        """
        SPARK_DAEMON_CLASSPATH=%s
        SPARK_WORKER_OPTS="-Dspark.worker.resource.gpu.amount=%d -Dspark.resources.discoveryPlugin=io.euge.spark.GpuSlotsDiscovery -Dspark.euge.gpu.slots=%d"
        """,
        ShellQuoting.of(eugeJars.isEmpty() ? "/opt/euge/jars/*" : eugeJars),
        plan.executorsPerNode(),
        plan.slots());
  }

  private static String resourceTypes() {
    return """
        <!-- Of the ResourceManager and all NodeManagers: a resource that is only counted. The
             CapacityScheduler takes it with the DominantResourceCalculator only. -->
        <configuration>
          <property><name>yarn.resource-types</name><value>%s</value></property>
        </configuration>
        """
        .formatted(PlanSettings.YARN_SLOT);
  }

  private static String nodeResources(Plan plan) {
    return String.format(
        Locale.ROOT,
        """
        <!-- Of each NodeManager: executors it may have on its %d GPUs. -->
        <configuration>
          <property>
            <name>yarn.nodemanager.resource-type.%s</name><value>%d</value>
          </property>
        </configuration>
        """,
        plan.nodes().gpus(),
        PlanSettings.YARN_SLOT,
        plan.executorsPerNode());
  }

  private static String pod(Plan plan) {
    if (!plan.onGpus()) {
      return """
          # Spark adds the image, cores and memory to this.
          apiVersion: v1
          kind: Pod
          spec:
            containers:
              - name: spark-kubernetes-executor
          """;
    }
    return """
        # Spark adds the image, cores, memory and nvidia.com/gpu: 1 to this.
        apiVersion: v1
        kind: Pod
        spec:
          runtimeClassName: nvidia
          tolerations:
            - key: nvidia.com/gpu
              operator: Exists
              effect: NoSchedule
          containers:
            - name: spark-kubernetes-executor
        %s"""
        .formatted(
            plan.shared()
                ? "      # NVIDIA's device plugin mounts the MPS daemon's /dev/shm and pipe directory itself.\n"
                : """
                        volumeMounts:
                          - name: shm
                            mountPath: /dev/shm
                    volumes:
                      - name: shm
                        emptyDir:
                          medium: Memory
                          sizeLimit: 1Gi
                  """);
  }

  private static String devicePlugin(Plan plan) {
    return String.format(
        Locale.ROOT,
        """
        # The configuration of NVIDIA's device plugin: each GPU is offered %d times, and the plugin
        # runs the MPS daemon and divides memory and threads evenly.
        version: v1
        sharing:
          mps:
            resources:
              - name: nvidia.com/gpu
                replicas: %d
        """,
        plan.slots(),
        plan.slots());
  }
}
