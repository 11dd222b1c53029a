package io.euge.inference.batching;

/**
 * Statistics of batching so far.
 *
 * @param batches runs started
 * @param frames frames in these runs
 * @param largestBatch most frames of one run
 * @param queueSeconds time from the submission of a frame to the start of its run, summed over
 *     frames
 * @param longestQueueSeconds the longest such time
 * @param busySeconds time in which a batch ran, summed over sessions
 */
public record BatchingStatistics(
    long batches,
    long frames,
    int largestBatch,
    double queueSeconds,
    double longestQueueSeconds,
    double busySeconds) {}
