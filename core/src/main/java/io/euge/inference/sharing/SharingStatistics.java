package io.euge.inference.sharing;

/**
 * What a registry has done and holds, at one moment.
 *
 * @param loads models loaded so far
 * @param failedLoads loads that failed
 * @param hits acquires that found a model loaded or loading
 * @param copies models in memory now
 * @param peakCopies most models in memory at once
 * @param bytes memory they take, as measured or else estimated
 * @param peakBytes the most they took
 * @param leases leases open now
 * @param loadSeconds time spent loading, summed over loads
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
