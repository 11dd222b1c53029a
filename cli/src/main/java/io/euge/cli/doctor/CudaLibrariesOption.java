package io.euge.cli.doctor;

import io.euge.OptionException;
import io.euge.Printable;
import io.euge.inference.onnxruntime.cuda.CudaLibraries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option of commands that use CUDA without a Spark session. */
public final class CudaLibrariesOption {
  @Option(
      names = "--cuda-libraries",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "DIR,...",
      description =
          "Directories to search first for CUDA's libraries, as spark.euge.cuda.libraries in jobs.")
  private List<Path> directories = List.of();

  /**
   * Uses the directories in this process and in those that it starts.
   *
   * @throws OptionException if one is not a directory
   */
  public void apply() {
    for (Path directory : directories) {
      if (!Files.isDirectory(directory)) {
        throw new OptionException(
            "--cuda-libraries has %s, which is not a directory: give the directory of CUDA's libraries, or of a CUDA Toolkit"
                .formatted(Printable.of(directory.toString())));
      }
    }
    CudaLibraries.lookIn(directories.stream().map(Path::toAbsolutePath).toList());
  }
}
