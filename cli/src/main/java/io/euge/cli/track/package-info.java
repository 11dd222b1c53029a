/** {@code euge track}: detections become tracks. */
package io.euge.cli.track;
