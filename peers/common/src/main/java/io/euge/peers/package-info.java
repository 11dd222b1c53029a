/**
 * One contest: each contestant finds the same objects in the same video with the same network, is
 * checked against an independent reference, and only then timed.
 */
package io.euge.peers;
