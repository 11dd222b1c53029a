/** {@code euge count}: counts events of tracks per interval. */
package io.euge.cli.count;
