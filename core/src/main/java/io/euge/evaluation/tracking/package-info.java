/**
 * Evaluates tracks: HOTA, CLEAR and identity metrics by the rules of the MOT Challenge and of
 * KITTI, with the values of TrackEval.
 */
package io.euge.evaluation.tracking;
