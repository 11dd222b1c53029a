package io.euge.bench.gpu;

import io.euge.EugeException;
import io.euge.file.ScratchFolder;
import io.euge.inference.onnxruntime.cuda.Cuda;
import io.euge.inference.onnxruntime.tensorrt.TensorRt;
import io.euge.process.ChildJvm;
import io.euge.process.ParentJvm;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The main program of a process that tries CUDA before the experiment, in which each of some
 * hundred processes would fail for the same reason.
 */
final class CudaProcess {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private CudaProcess() {}

  /**
   * The answer of the process, if CUDA can be used.
   *
   * @param tensorRtFault why TensorRT cannot be used; empty if it can, or is not built in
   */
  record Answer(String tensorRtFault) implements Serializable {}

  /**
   * Tries CUDA in a new process.
   *
   * @param environment in which the GPU is the only one visible
   * @throws EugeException if it cannot be used, with the missing piece and the remedy
   */
  static Answer run(ScratchFolder scratch, Map<String, String> environment)
      throws IOException, InterruptedException {
    try (ChildJvm child =
        ChildJvm.start(
            "try CUDA",
            CudaProcess.class,
            "",
            scratch,
            new ChildJvm.Options(List.of("-Xmx512m"), environment, false, TIMEOUT))) {
      return child.receive(Answer.class);
    }
  }

  public static void main(String[] args) throws Exception {
    ParentJvm parent = ParentJvm.connect(args);
    try {
      Cuda.fault()
          .ifPresent(
              fault -> {
                throw new EugeException(fault);
              });
      parent.answer(new Answer(TensorRt.isBuiltIn() ? TensorRt.fault().orElse("") : ""));
    } catch (EugeException e) {
      parent.fail(e);
      System.exit(1);
    } catch (LinkageError e) {
      parent.fail(
          new EugeException("A library cannot be loaded: " + e.getMessage() + "; install it"));
      System.exit(1);
    }
  }
}
