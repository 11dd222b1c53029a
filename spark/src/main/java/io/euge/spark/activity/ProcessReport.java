package io.euge.spark.activity;

import java.io.Serializable;
import java.util.List;

/**
 * The models and batches of an executor's process, at one moment.
 *
 * @param loads models loaded so far
 * @param leased leases given so far
 * @param batches runs of batches so far
 * @param batchFrames frames in these runs
 * @param queueSeconds time that frames waited for their run, summed over frames
 * @param longestQueueSeconds the longest such time
 * @param mpsAttached 1 if the MPS daemon lists this process, 0 if not, -1 if that is unknown
 * @param mpsThreadPercentage the cap on this process's use of a GPU's threads; 100 without a cap
 */
public record ProcessReport(
    List<ModelReport> models,
    long loads,
    long leased,
    long batches,
    long batchFrames,
    int largestBatch,
    double queueSeconds,
    double longestQueueSeconds,
    int mpsAttached,
    double mpsThreadPercentage)
    implements Serializable {}
