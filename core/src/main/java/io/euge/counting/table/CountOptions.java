package io.euge.counting.table;

import java.time.Duration;

/**
 * How vehicles are counted.
 *
 * @param interval length of the intervals
 * @param byLabel whether labels are counted apart
 * @param byDirection whether directions are counted apart
 */
public record CountOptions(Duration interval, boolean byLabel, boolean byDirection) {}
