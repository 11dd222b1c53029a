package io.euge.bench.gpu;

import io.euge.bench.report.Fingerprint;
import io.euge.model.Model;
import java.util.List;

/**
 * What the measurements of a point depend on besides the device and the point: only results with
 * the same belong to one experiment.
 *
 * @param seconds of each steady state
 * @param small frames of the small tasks
 * @param simulation the type of a simulated GPU, or the SHA-256 of its parameter file; empty for
 *     other devices
 * @param modelSha256 of the model's graph
 */
record GpuSetting(double seconds, List<Integer> small, String simulation, String modelSha256) {
  static GpuSetting of(double seconds, List<Integer> small, GpuTarget target, Model model) {
    return new GpuSetting(
        seconds, small, target.type().map(Fingerprint::of).orElse(""), model.sha256());
  }
}
