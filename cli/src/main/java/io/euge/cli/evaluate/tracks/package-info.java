/** {@code euge evaluate} for tracks in MOT and KITTI format. */
package io.euge.cli.evaluate.tracks;
