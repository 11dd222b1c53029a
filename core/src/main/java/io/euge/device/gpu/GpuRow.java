package io.euge.device.gpu;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * One line of {@code nvidia-smi --query-gpu}. A name may hold the separator: what is left between
 * the cells of both ends is the name.
 */
final class GpuRow {
  /** What is asked for, in this order; all but the name are free of commas. */
  static final String QUERY =
      "index,uuid,name,memory.total,memory.used,utilization.gpu,compute_mode,mig.mode.current";

  private static final int BEFORE = 2;
  private static final int AFTER = 5;
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final Pattern UUID = Pattern.compile("GPU-[0-9A-Za-z-]+");
  private static final long MEBIBYTE = 1L << 20;

  private final List<String> cells;

  private GpuRow(List<String> cells) {
    this.cells = cells;
  }

  /** Splits a line into cells; empty if it is no line of the table. */
  static Optional<GpuRow> of(String line) {
    List<String> cells = List.of(COMMA.split(line.strip(), -1));
    boolean row = cells.size() > BEFORE + AFTER && number(cells.get(0)).isPresent();
    return row ? Optional.of(new GpuRow(cells)) : Optional.empty();
  }

  /** Returns the GPU; empty without a UUID, as for a GPU that the driver has lost. */
  Optional<Gpu> gpu() {
    if (!UUID.matcher(uuid()).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Gpu(
            Integer.parseInt(index()),
            uuid(),
            String.join(", ", cells.subList(BEFORE, cells.size() - AFTER)),
            mebibytes(fromEnd(5)),
            mebibytes(fromEnd(4)),
            percent(fromEnd(3)),
            ComputeMode.parse(fromEnd(2)),
            enabled(fromEnd(1))));
  }

  String index() {
    return cells.get(0);
  }

  String uuid() {
    return cells.get(1);
  }

  private String fromEnd(int place) {
    return cells.get(cells.size() - place);
  }

  private static OptionalLong mebibytes(String cell) {
    OptionalInt count = number(cell);
    return count.isPresent() ? OptionalLong.of(count.getAsInt() * MEBIBYTE) : OptionalLong.empty();
  }

  private static OptionalInt percent(String cell) {
    OptionalInt number = number(cell);
    return number.isPresent() && number.getAsInt() <= 100 ? number : OptionalInt.empty();
  }

  private static Optional<Boolean> enabled(String cell) {
    return switch (cell) {
      case "Enabled" -> Optional.of(true);
      case "Disabled" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** Cells such as [N/A], [Not Supported] or [Unknown Error] are no numbers. */
  private static OptionalInt number(String cell) {
    return cell.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(cell)) : OptionalInt.empty();
  }
}
