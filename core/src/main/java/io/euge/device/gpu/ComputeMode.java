package io.euge.device.gpu;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The compute mode of a GPU: which processes the driver lets use it. */
public enum ComputeMode {
  /** Any number of processes. */
  DEFAULT,
  /** One process; under MPS that is the server, so that no process bypasses it. */
  EXCLUSIVE_PROCESS,
  /** One thread; drivers of today no longer offer it. */
  EXCLUSIVE_THREAD,
  /** No process. */
  PROHIBITED;

  /** Parses the text of {@code nvidia-smi}, such as {@code Exclusive_Process}; empty for others. */
  static Optional<ComputeMode> parse(String cell) {
    return Arrays.stream(values())
        .filter(mode -> mode.name().equals(cell.toUpperCase(Locale.ROOT)))
        .findFirst();
  }
}
