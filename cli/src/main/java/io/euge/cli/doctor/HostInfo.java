package io.euge.cli.doctor;

import io.euge.device.gpu.GpuQueryResult;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the checks look at.
 *
 * @param root of the files of the system
 * @param environment this process's
 * @param cudaFault why CUDA cannot be used, asked in a process of its own: where a GPU takes one
 *     process only, a doctor that uses CUDA itself would keep others out
 */
record HostInfo(
    Path root,
    Map<String, String> environment,
    Supplier<GpuQueryResult> gpus,
    Supplier<Optional<String>> cudaFault) {

  Path file(String absolute) {
    return root.resolve(absolute.substring(1));
  }
}
