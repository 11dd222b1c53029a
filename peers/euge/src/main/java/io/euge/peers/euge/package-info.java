/** Euge in the contest: its data source on the video itself. */
package io.euge.peers.euge;
