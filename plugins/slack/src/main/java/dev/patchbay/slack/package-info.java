/** Slack as tools and resources: reading, searching, and, where it is turned on, posting and asking for approval. */
@NullMarked
package dev.patchbay.slack;

import org.jspecify.annotations.NullMarked;
