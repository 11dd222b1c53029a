/** All model families: finds a model's head, and turns its outputs into detections. */
package io.euge.detection.family;
