package dev.untorn.lab.hazard;

/** A way made ready for one file, or why it is not offered here. */
sealed interface Preparation permits Handover, Impossible {}
