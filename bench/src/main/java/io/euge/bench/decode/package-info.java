/**
 * Measures how fast videos are read: decoding compared with the ffmpeg program, sampling compared
 * with all frames, split compared with unsplit Spark jobs, and the planning of thousands of files.
 */
package io.euge.bench.decode;
