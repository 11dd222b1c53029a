package io.euge.bench.gpu;

import io.euge.bench.gpu.DecodingProcess.Decoding;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Decoding of a video on the GPU, compared with decoding on the CPU.
 *
 * @param decoding null if it failed
 * @param failure why it failed; empty if it did not
 */
record DecodingComparison(String video, Decoding decoding, String failure) {
  String text() {
    if (decoding == null) {
      return video + ": " + failure;
    }
    return String.format(
            Locale.ROOT,
            "%s: %d of %d decoded frames equal those of the CPU, others differ by at most %d of 255",
            video,
            decoding.equalFrames(),
            decoding.frames(),
            decoding.largestDifference())
        + decoding.rates().stream()
            .map(
                rate ->
                    String.format(
                        Locale.ROOT,
                        "; %d at once: %.0f frames/s on the GPU, %.0f on the CPU",
                        rate.readers(),
                        rate.gpu(),
                        rate.cpu()))
            .collect(Collectors.joining());
  }
}
