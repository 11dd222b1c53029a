/**
 * Videos that are corrupt, lying or hostile, made by code from small good ones, and the process
 * that reads them all, so that a crash or a hang costs one case and has its name.
 */
package io.euge.video.corpus;
