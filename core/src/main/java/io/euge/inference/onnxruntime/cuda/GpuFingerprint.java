package io.euge.inference.onnxruntime.cuda;

import io.euge.process.Program;
import io.euge.process.Program.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The properties that two GPUs must share so that a model compiled on one runs on the other. */
public final class GpuFingerprint {
  private static final String QUERY = "uuid,driver_version,compute_cap,name";
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final int CELLS = 4;

  private GpuFingerprint() {}

  private record Row(String uuid, String kind) {}

  /**
   * Returns the driver, compute capability and name of a GPU.
   *
   * @param uuid of the GPU, if it is known
   * @throws IOException if the driver's tool does not tell, or the host's GPUs differ and it is not
   *     known which one this is
   */
  public static String of(Program smi, Optional<String> uuid) throws IOException {
    Result result =
        smi.run(List.of("--query-gpu=" + QUERY, "--format=csv,noheader"), Map.of(), "", LIMIT);
    List<Row> rows =
        result
            .out()
            .lines()
            .map(line -> line.strip().split("\\s*,\\s*", CELLS))
            .filter(cells -> cells.length == CELLS && cells[0].startsWith("GPU-"))
            .map(cells -> new Row(cells[0], cells[3] + " " + cells[2] + " driver " + cells[1]))
            .toList();
    if (result.exitCode() != 0 || rows.isEmpty()) {
      throw new IOException("nvidia-smi does not report the GPU's kind: " + result.firstLine());
    }
    boolean all = rows.stream().map(Row::kind).distinct().count() == 1;
    return rows.stream()
        .filter(row -> all || uuid.filter(row.uuid()::equals).isPresent())
        .map(Row::kind)
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "this host has GPUs of different kinds, and it is not known which one this is"));
  }
}
