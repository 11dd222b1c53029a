/**
 * How fast videos are read: decoded against the ffmpeg program, sampled against all frames, split
 * against unsplit in a Spark job, and thousands of them planned.
 */
package io.euge.bench.decode;
