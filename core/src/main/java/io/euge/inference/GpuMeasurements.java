package io.euge.inference;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What was measured of a GPU; a value is empty if it was not.
 *
 * @param name of the GPU
 * @param source what was measured, with which driver and models, and when
 * @param memory bytes of the GPU
 * @param context bytes that each process takes before it loads a model
 * @param session bytes that a loaded model takes in addition to its weights
 * @param activation bytes of a run's buffers per byte of its input
 * @param flops operations per second of the whole GPU
 * @param leastSeconds duration of a run without its operations
 */
public record GpuMeasurements(
    String name,
    String source,
    OptionalLong memory,
    OptionalLong context,
    OptionalLong session,
    OptionalDouble activation,
    OptionalDouble flops,
    OptionalDouble leastSeconds) {}
