/** Which camera recorded a video, and when. */
package io.euge.spark.recording;
