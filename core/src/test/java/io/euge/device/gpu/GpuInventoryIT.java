package io.euge.device.gpu;

import io.euge.process.Program;
import io.euge.testing.NvidiaTools;

/** NVIDIA's own program, on a host with a GPU or without. */
class GpuInventoryIT implements GpuInventoryContract {
  @Override
  public Program smi() {
    return Program.at(NvidiaTools.smi());
  }
}
