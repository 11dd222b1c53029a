/** Tracks in the formats of other programs: MOT, COCO and CVAT. */
package io.euge.cli.track.export;
