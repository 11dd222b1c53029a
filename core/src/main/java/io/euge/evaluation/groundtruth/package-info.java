/** Ground truth in files: what a video really shows, frame by frame, as JSON beside the video. */
package io.euge.evaluation.groundtruth;
