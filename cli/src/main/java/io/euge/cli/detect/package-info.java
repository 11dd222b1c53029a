/** {@code euge detect}: writes the detections in videos to a table. */
package io.euge.cli.detect;
