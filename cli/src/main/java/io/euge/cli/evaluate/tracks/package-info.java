/** {@code euge evaluate} for tracks: MOT text and KITTI's labels. */
package io.euge.cli.evaluate.tracks;
