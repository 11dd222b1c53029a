package io.euge.cli.evaluate.tracks;

import io.euge.evaluation.groundtruth.IgnoreThresholds;
import io.euge.evaluation.tracking.KittiRules;
import io.euge.evaluation.tracking.MotRules;
import java.util.Optional;

/**
 * Options of evaluating tracks.
 *
 * @param rules for MOT text; if absent, they follow from the ground truth
 * @param kitti what is evaluated of KITTI's labels; if absent, cars
 * @param findable what need not be found of synthetic videos
 * @param every compares every N-th frame, from the first on
 */
public record TrackOptions(
    Optional<MotRules> rules, Optional<KittiRules> kitti, IgnoreThresholds findable, int every) {}
