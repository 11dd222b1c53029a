/** Ground truth in files: the objects of a video frame by frame, as JSON beside the video. */
package io.euge.evaluation.groundtruth;
