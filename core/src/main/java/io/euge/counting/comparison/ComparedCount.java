package io.euge.counting.comparison;

import io.euge.counting.TrafficVolume;

/**
 * A manual count and the count to compare with it.
 *
 * @param observed the part of the interval that the videos show: 0 to 1
 * @param geh the GEH statistic of the two as hourly volumes
 */
public record ComparedCount(
    ManualCount manual, TrafficVolume volume, double observed, double geh) {}
