package io.euge.cli.doctor;

import io.euge.device.gpu.GpuQueryResult;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The parts of the host that the checks examine.
 *
 * @param root of the file system
 * @param environment of this process
 * @param cudaFault returns why CUDA cannot be used, tested in a child process: if a GPU accepts
 *     only one process, using CUDA in this process would lock out others
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
