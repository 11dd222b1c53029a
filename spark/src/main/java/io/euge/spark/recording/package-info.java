/** The camera and the time of a recording. */
package io.euge.spark.recording;
