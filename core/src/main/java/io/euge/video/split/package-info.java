/** Plans how a video is split into segments. */
package io.euge.video.split;
