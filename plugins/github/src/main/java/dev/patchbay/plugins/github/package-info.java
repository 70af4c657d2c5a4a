/** GitHub: repositories, pull requests, issues, files and workflow runs. */
@NullMarked
package dev.patchbay.plugins.github;

import org.jspecify.annotations.NullMarked;
