/** Tracks in the formats of other programs: MOT text, COCO and CVAT. */
package io.euge.cli.track.export;
