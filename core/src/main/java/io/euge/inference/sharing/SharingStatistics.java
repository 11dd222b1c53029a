package io.euge.inference.sharing;

/**
 * Statistics of a registry at one moment.
 *
 * @param loads models loaded so far
 * @param failedLoads loads that failed
 * @param hits acquires that found the model loaded or loading
 * @param copies copies in memory now
 * @param peakCopies largest number of copies in memory at once
 * @param bytes memory of the copies in bytes, measured or estimated
 * @param peakBytes largest memory of the copies in bytes
 * @param leases open leases
 * @param loadSeconds time of all loads in seconds
 */
public record SharingStatistics(
    long loads,
    long failedLoads,
    long hits,
    int copies,
    int peakCopies,
    long bytes,
    long peakBytes,
    int leases,
    double loadSeconds) {}
