package io.euge.simulation;

import io.euge.inference.SimulatedGpuType.Measurements;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Writes a parameter file of a GPU that was measured, with the origin of each value. */
final class ParameterText {
  private static final MathContext DIGITS = new MathContext(4);
  private static final double MIB = 1 << 20;

  private final GpuParameters base;
  private final Measurements measured;
  private final StringBuilder text = new StringBuilder();

  /**
   * Creates the writer.
   *
   * @param base has the values that were not measured
   */
  ParameterText(GpuParameters base, Measurements measured) {
    this.base = base;
    this.measured = measured;
  }

  String text() {
    line("# Parameters of a GPU, measured by \"euge bench gpu\". t4.properties explains the keys.");
    line("# \"Assumed\" marks what was not measured and is that of " + base.name() + ".");
    value("name", measured.name().replace("\\", "/"));
    value("measured", measured.source().replace("\\", "/"));
    mebibytes("memory.mib", measured.memory(), base.memory());
    mebibytes("context.mib", measured.context(), base.context());
    mebibytes("session.mib", measured.session(), base.session());
    number("activation.factor", measured.activation(), base.activation());
    speed();
    launches();
    assumed("copy.gigabytes", base.copyBytesPerSecond() / 1e9);
    assumed("slice.milliseconds", base.sliceSeconds() * 1e3);
    assumed("switch.microseconds", base.switchSeconds() * 1e6);
    line("");
    line("# Chosen, not a property of the GPU.");
    value("timescale", round(base.timeScale()));
    return text.toString();
  }

  /** Multiprocessors have no influence on the speed of the whole GPU. */
  private void speed() {
    assumed("multiprocessors", base.multiprocessors());
    double flops = base.flops() * base.multiprocessors();
    number("teraflops", scaled(measured.flops(), 1e-12), flops / 1e12);
    line("# What was measured is the speed of the detector's operations.");
    value("efficiency", "1");
  }

  private void launches() {
    assumed("kernels", base.kernels());
    double microseconds = base.kernels() > 0 ? 1e6 / base.kernels() : 0;
    number(
        "kernel.microseconds",
        scaled(measured.leastSeconds(), microseconds),
        base.kernelSeconds() * 1e6);
    assumed("launch.microseconds", base.launchSeconds() * 1e6);
  }

  private void mebibytes(String key, OptionalLong bytes, long other) {
    origin(bytes.isPresent());
    value(key, Long.toString(Math.round(bytes.orElse(other) / MIB)));
  }

  private void number(String key, OptionalDouble number, double other) {
    origin(number.isPresent());
    value(key, round(number.orElse(other)));
  }

  private void assumed(String key, double number) {
    number(key, OptionalDouble.empty(), number);
  }

  private void origin(boolean isMeasured) {
    line("");
    line(isMeasured ? "# Measured." : "# Assumed.");
  }

  private void value(String key, String value) {
    line(key + "=" + value);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static OptionalDouble scaled(OptionalDouble number, double factor) {
    return number.isPresent()
        ? OptionalDouble.of(number.getAsDouble() * factor)
        : OptionalDouble.empty();
  }

  private static String round(double number) {
    return BigDecimal.valueOf(number).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
