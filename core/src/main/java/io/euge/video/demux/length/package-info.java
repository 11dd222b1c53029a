/** Finds out whether a file is as long as its container declares. */
package io.euge.video.demux.length;
