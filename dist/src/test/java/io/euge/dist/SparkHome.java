package io.euge.dist;

import io.euge.testing.FakePrograms;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Creates a directory like Spark's distribution: its jars, and the scripts {@code spark-submit},
 * {@code start-master.sh} and {@code start-worker.sh} as far as the tests use them. Spark's own
 * launcher builds each command, so that {@code conf/spark-env.sh} and the class path work as in the
 * distribution.
 */
final class SparkHome {
  private static final String CALL =
      """
      export SPARK_HOME='%1$s' SPARK_SCALA_VERSION=2.13 JAVA_HOME='%2$s' SPARK_LOCAL_IP=127.0.0.1
      export SPARK_SUBMIT_OPTS="${SPARK_SUBMIT_OPTS:-} %3$s" SPARK_DAEMON_JAVA_OPTS='%3$s'
      set -a; [ -f "$SPARK_HOME/conf/spark-env.sh" ] && . "$SPARK_HOME/conf/spark-env.sh"; set +a
      call() {
        mapfile -d '' -t words < <(
          "$JAVA_HOME/bin/java" %3$s -cp "$SPARK_HOME/jars/*" \
            org.apache.spark.launcher.Main "$@")
        words=("${words[@]:1}")
        words[0]=${words[0]#$'\\n'}
      }
      """;

  private static final Pattern NOT_SPARKS =
      Pattern.compile(
          "(euge-|onnxruntime|jna|javacpp|ffmpeg|tribuo|protobuf-java|picocli|progressbar).*");

  private SparkHome() {}

  /** Returns the jars of Spark on this test's class path, without Euge's. */
  static List<Path> jars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(jar -> jar.toString().endsWith(".jar"))
        .filter(jar -> !NOT_SPARKS.matcher(jar.getFileName().toString()).matches())
        .toList();
  }

  /** Links jars into the directory {@code jars}. */
  static void linkJars(Path home, List<Path> sparkJars) throws IOException {
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (Path jar : sparkJars) {
      Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar.toAbsolutePath());
    }
  }

  /**
   * Adds the scripts to a directory that has the jars. Their processes live for seconds, and have
   * the JVM options for that.
   *
   * @param port of the Master
   * @param elsewhere lines that run first in spark-submit
   */
  static void complete(Path home, int port, String elsewhere) throws IOException {
    String options = StandaloneCluster.SHORT_SPARK;
    String call = CALL.formatted(home, System.getProperty("java.home"), options);
    Files.writeString(
        Files.createDirectories(home.resolve("conf")).resolve("spark-defaults.conf"),
        """
        spark.executor.extraJavaOptions %1$s
        spark.yarn.am.extraJavaOptions %1$s
        """
            .formatted(options));
    script(
        home.resolve("bin"),
        "spark-submit",
        elsewhere + call + "call org.apache.spark.deploy.SparkSubmit \"$@\"; exec \"${words[@]}\"");
    script(home.resolve("sbin"), "start-master.sh", call + daemon("master.Master", "", port));
    script(home.resolve("sbin"), "start-worker.sh", call + daemon("worker.Worker", "\"$1\"", 0));
  }

  /**
   * Returns a script that starts a daemon in the background, writes its process ID to a file, and
   * waits until the Master's page lists it.
   */
  private static String daemon(String role, String master, int port) {
    return """
        call org.apache.spark.deploy.%1$s --host 127.0.0.1 --port %3$d --webui-port 0 %2$s
        "${words[@]}" >"$SPARK_HOME/%1$s.log" 2>&1 </dev/null &
        echo $! >>"$SPARK_HOME/pids"
        for i in $(seq 300); do
          grep -qE 'I have been elected leader|Successfully registered with master' \\
            "$SPARK_HOME/%1$s.log" && exit 0
          sleep 0.2
        done
        cat "$SPARK_HOME/%1$s.log"
        exit 1
        """
        .formatted(role, master, port);
  }

  private static void script(Path folder, String name, String lines) throws IOException {
    Files.createDirectories(folder);
    FakePrograms.script(folder, name, "exec bash -s -- \"$@\" <<'SCRIPT'\n" + lines + "\nSCRIPT");
  }
}
