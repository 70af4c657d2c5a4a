/** Tests of GitHub, against a stand-in that holds both sides to GitHub's own description. */
@NullMarked
package dev.patchbay.plugins.github;

import org.jspecify.annotations.NullMarked;
