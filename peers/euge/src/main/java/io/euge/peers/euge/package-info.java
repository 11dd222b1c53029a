/** Euge as a contestant: its data source on the video itself. */
package io.euge.peers.euge;
