/**
 * Tracks as text: the format of the MOT Challenge and the labels of KITTI, as detections, tracks
 * and ground truth are published.
 */
package io.euge.tracking.mot;
