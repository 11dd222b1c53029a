/** {@code euge render}: draws or blurs detections and tracks in videos. */
package io.euge.cli.render;
