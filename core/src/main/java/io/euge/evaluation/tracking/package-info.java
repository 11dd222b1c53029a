/**
 * How good tracks are: HOTA, CLEAR and identity metrics by the rules of the MOT Challenge and of
 * KITTI, with the figures of TrackEval.
 */
package io.euge.evaluation.tracking;
