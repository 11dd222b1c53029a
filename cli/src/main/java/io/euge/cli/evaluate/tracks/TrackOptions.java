package io.euge.cli.evaluate.tracks;

import io.euge.evaluation.groundtruth.IgnoreThresholds;
import io.euge.evaluation.tracking.KittiRules;
import io.euge.evaluation.tracking.MotRules;
import java.util.Optional;

/**
 * Options for the evaluation of tracks.
 *
 * @param rules for MOT format; if absent, they are derived from the ground truth
 * @param kitti the evaluated class of KITTI's labels; if absent, cars
 * @param findable thresholds for objects of synthetic videos that must be found
 * @param every interval of the compared frames, starting with the first
 */
public record TrackOptions(
    Optional<MotRules> rules, Optional<KittiRules> kitti, IgnoreThresholds findable, int every) {}
