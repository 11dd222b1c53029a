package io.euge.model.darknet;

import java.nio.FloatBuffer;

/**
 * Randomly initialized weights for benchmarks and tests: kernels by He initialisation in its
 * uniform form (He et al. 2015, from {@code -sqrt(6 / fanIn)} to {@code +sqrt(6 / fanIn)}, variance
 * {@code 2 / fanIn}), biases 0, and a batch norm that changes nothing (scale 1, mean 0, variance
 * 1).
 *
 * <p>The numbers come from SplitMix64 (Steele, Lea and Flood 2014) started at the seed, the upper
 * 24 bits of each, so the same seed gives the same weights on every machine.
 */
final class SeededWeights implements Weights {
  private long state;

  SeededWeights(long seed) {
    this.state = seed;
  }

  @Override
  public void read(Part part, int fanIn, FloatBuffer target) {
    switch (part) {
      case BIAS, MEAN -> fill(target, 0);
      case SCALE, VARIANCE -> fill(target, 1);
      case KERNEL -> {
        float bound = (float) Math.sqrt(6.0 / fanIn);
        while (target.hasRemaining()) {
          target.put(((next() >>> 40) * 0x1p-23f - 1) * bound);
        }
      }
    }
  }

  private static void fill(FloatBuffer target, float value) {
    while (target.hasRemaining()) {
      target.put(value);
    }
  }

  private long next() {
    state += 0x9E3779B97F4A7C15L;
    long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  @Override
  public void close() {}
}
