package io.euge.spark.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.inference.InferenceException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutorFaultsTest {
  private static final String FAULT =
      "Inference failed: CUDA failure 810: MPS client was terminated ; GPU=0 ; hostname=h";

  @TempDir Path folder;

  @Test
  void onlyAFaultOfMpsEndsAnExecutorAndNoneEndsADriver() {
    List<Integer> ended = new ArrayList<>();
    ExecutorFaults executor = new ExecutorFaults(false, ended::add);
    executor.accept(new InferenceException("CUDA failure 2: out of memory"));
    new ExecutorFaults(true, ended::add).accept(new InferenceException(FAULT));
    assertThat(ended).isEmpty();
    executor.accept(new InferenceException("batch failed", new InferenceException(FAULT)));
    assertThat(ended).containsExactly(88);
  }

  @Test
  void aRealProcessEndsWithTheCodeAndOneSentenceAndRunsNoHooks() throws Exception {
    File log = folder.resolve("log").toFile();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Faulty.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(ExecutorFaults.EXIT_CODE);
      assertThat(Files.readString(log.toPath()))
          .contains("(810 cudaErrorMpsClientTerminated)")
          .contains("this executor ends with exit code 88, and Spark starts another")
          .doesNotContain("a hook ran");
    } finally {
      process.destroyForcibly();
    }
  }

  /** An executor whose run fails as ONNX Runtime words it. */
  static final class Faulty {
    private Faulty() {}

    public static void main(String[] arguments) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("a hook ran")));
      new ExecutorFaults(false).accept(new InferenceException(FAULT));
      System.out.println("still here");
    }
  }
}
