package io.euge.counting.table;

import io.euge.counting.Occupancy;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A row of the table of counts.
 *
 * @param video name of its file
 * @param camera empty if unknown
 * @param observed seconds of the interval in which the video runs
 * @param count of vehicles
 * @param speed mean in meters per second of the crossings whose speed is known
 * @param dwell mean seconds in the zone of those who left it and were seen to come
 * @param occupancy of the zone during the observed part of the interval
 */
public record CountRow(
    String video,
    String camera,
    Interval interval,
    double observed,
    CountKey key,
    long count,
    OptionalDouble speed,
    OptionalDouble dwell,
    Optional<Occupancy> occupancy) {}
